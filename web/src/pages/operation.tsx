/** The ledger of authorised operation: what is operated by whom and on what terms, registered and disclosed or not. */
import { useSearchParams } from 'react-router';
import { useLabels, useOperationLedger } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { LedgerFigures } from '../parts/operation/figures.tsx';
import { LedgerGroups } from '../parts/operation/groups.tsx';
import { LedgerRows } from '../parts/operation/rows.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { TakeOut } from '../parts/saved/take-out.tsx';
import { Pager } from '../parts/search/pager.tsx';
import { Choice } from '../parts/watch/choice.tsx';
import { useSpeech } from '../words/language.tsx';

const ASKED = [
  'region',
  'implementingAgency',
  'operator',
  'registered',
  'missing',
  'disclosed',
  'kind',
  'cursor',
];

export function OperationPage() {
  const { say, instant, language } = useSpeech();
  const { place, label } = useLabels();
  const [search, setSearch] = useSearchParams();
  const query = new URLSearchParams({ size: '20' });
  for (const key of ASKED) for (const value of search.getAll(key)) query.append(key, value);
  const answer = useOperationLedger(query);
  usePageTitle(say('ledger.title'));
  const go = (cursor: string | null) => {
    const next = new URLSearchParams(search);
    if (cursor === null) next.delete('cursor');
    else next.set('cursor', cursor);
    setSearch(next);
  };
  const region = search.get('region');
  return (
    <>
      <p className="crumbs">
        <PlaceLink path="/coverage">{say('coverage.title')}</PlaceLink>
      </p>
      <h1>{region === null ? say('ledger.title') : say('ledger.of', { place: place(region) })}</h1>
      <p>{say('ledger.lead')}</p>
      <Answer of={answer} lines={16}>
        {(ledger) => (
          <>
            <LedgerFigures of={ledger} />
            <div className="chips">
              <Choice
                name="region"
                label={say('coverage.place')}
                values={[...ledger.provinces, ...(region === null ? [] : ledger.cities)].map((one) => [
                  one.value,
                  one.label[language],
                ])}
              />
              <Choice
                name="registered"
                label={say('ledger.registration')}
                values={[
                  ['-', say('ledger.unregistered')],
                  ...(['valid', 'in-publicity', 'lapsed', 'cancelled'] as const).map(
                    (state): [string, string] => [state, label('registered', state)],
                  ),
                ]}
              />
              <Choice
                name="missing"
                label={say('ledger.missing')}
                values={ledger.gaps.map((one) => [one.value, one.label[language]])}
              />
              <Choice
                name="disclosed"
                label={say('ledger.disclosure', { year: String(ledger.year) })}
                values={[
                  ['true', say('ledger.disclosed')],
                  ['false', say('ledger.undisclosed')],
                ]}
              />
              <Choice
                name="implementingAgency"
                label={say('facet.implementingAgency')}
                values={ledger.agencies.map((one) => [one.value, one.label[language]])}
              />
              <Choice
                name="operator"
                label={say('facet.operator')}
                values={ledger.operators.map((one) => [one.value, one.label[language]])}
              />
            </div>
            {ledger.total.resources === 0 ? (
              <p>
                {say('ledger.none')} <PlaceLink path="/coverage/operation">{say('ledger.all')}</PlaceLink>
              </p>
            ) : (
              <>
                <LedgerRows of={ledger} />
                <Pager next={ledger.cursor} started={search.has('cursor')} go={go} />
                <TakeOut asked={new URLSearchParams(ledger.searches.resources)} />
                <LedgerGroups of={ledger} />
              </>
            )}
            <p className="small quiet">
              {say('ledger.definitions', { at: instant(ledger.at), year: String(ledger.year) })}
            </p>
          </>
        )}
      </Answer>
    </>
  );
}
