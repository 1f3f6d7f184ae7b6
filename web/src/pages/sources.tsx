/** The expected resource base: every source with its state and, where it is not well, the reason. */
import { useSearchParams } from 'react-router';
import type { ApiLabel, ApiSource, ApiSourceList, ApiSourceState } from '../../../api/types.ts';
import { useSources } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { StateMark } from '../parts/source/state.tsx';
import { useSpeech } from '../words/language.tsx';

export function SourcesPage() {
  const { say } = useSpeech();
  const answer = useSources();
  usePageTitle(say('sources.title'));
  return (
    <>
      <h1>{say('sources.title')}</h1>
      <Answer of={answer} lines={14}>
        {(list) => <SourceTable list={list} />}
      </Answer>
    </>
  );
}

/** Country, provinces and cities in the order of GB/T 2260. */
function byPlace(one: ApiSource, other: ApiSource): number {
  return one.region.localeCompare(other.region) || one.id.localeCompare(other.id);
}

function SourceTable({ list }: { list: ApiSourceList }) {
  const { say, count, instant, language } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const labels = new Map<ApiSourceState, ApiLabel>(
    list.items.map((source) => [source.state, source.stateLabel]),
  );
  const state = [...labels.keys()].find((one) => one === search.get('state'));
  const name = search.get('name') ?? '';
  const shown = list.items
    .toSorted(byPlace)
    .filter(
      (source) =>
        (state === undefined || source.state === state) &&
        (name === '' ||
          `${source.title} ${source.regionLabel.zh} ${source.provinceLabel.zh} ${source.id}`.includes(name)),
    );
  const choose = (key: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value) next.set(key, value);
    else next.delete(key);
    setSearch(next, { replace: true });
  };
  const harvestable = list.items.filter((source) => source.unharvestable === undefined).length;
  return (
    <>
      <p className="quiet">
        {say('sources.lead', { all: list.items.length, harvestable })}{' '}
        <PlaceLink path="/unknowns">{say('unknowns.title')}</PlaceLink>
      </p>
      <div className="chips" style={{ paddingBottom: '0.8rem', alignItems: 'center' }}>
        <input
          className="button"
          value={name}
          onChange={(event) => choose('name', event.target.value)}
          placeholder={say('sources.filter')}
          aria-label={say('sources.filter')}
        />
        <button
          type="button"
          className="chip"
          aria-pressed={!state}
          onClick={() => choose('state', undefined)}
        >
          {say('sources.all')} {count(list.items.length)}
        </button>
        {[...labels].map(([one, label]) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === state}
            onClick={() => choose('state', one === state ? undefined : one)}
          >
            {label[language]} {count(list.states[one] ?? 0)}
          </button>
        ))}
      </div>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('sources.name')}</th>
              <th>{say('sources.region')}</th>
              <th>{say('sources.state')}</th>
              <th className="number">{say('sources.entries')}</th>
              <th>{say('sources.lastGood')}</th>
              <th>{say('sources.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((source) => (
              <tr key={source.id}>
                <td data-row>
                  <PlaceLink path={`/sources/${source.id}`}>{source.title}</PlaceLink>
                </td>
                <td className="nowrap">{source.regionLabel[language]}</td>
                <td>
                  <StateMark look={source.look}>{source.stateLabel[language]}</StateMark>
                </td>
                <td className="number">
                  {source.entries > 0 ? (
                    <PlaceLink path="/search" query={new URLSearchParams({ source: source.id })}>
                      {count(source.entries)}
                    </PlaceLink>
                  ) : null}
                </td>
                <td className="nowrap">{source.lastGood ? instant(source.lastGood) : ''}</td>
                <td>
                  <Reason source={source} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Reason({ source }: { source: ApiSource }) {
  const { say, language } = useSpeech();
  if (source.unharvestable !== undefined) {
    return <span className="quiet small">{say(`source.unharvestable.${source.unharvestable}`)}</span>;
  }
  if (source.held > 0) return <span className="small">{say('source.held', { n: source.held })}</span>;
  if (source.grown > 0) return <span className="small">{say('source.grown', { n: source.grown })}</span>;
  if (source.problem === null) return null;
  return (
    <span className="small" title={source.todo?.[language]}>
      {source.problem.message}
      {source.state === 'moved' ? `: ${source.problem.detail}` : ''}
    </span>
  );
}
