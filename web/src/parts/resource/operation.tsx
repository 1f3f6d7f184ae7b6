/** Authorised operation: who authorises and runs it, how, how long and at what price. */
import type { ReactNode } from 'react';
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { PlaceLink } from '../place-link.tsx';

type Entry = ApiStoredEntry['entry'];
type Period = NonNullable<NonNullable<Entry['operation']>['term']>;

/** As stated; of two ends without a text, the ends. */
export const periodText = ({ raw, from, until, duration }: Period): string =>
  raw ?? ([from, until].some(Boolean) ? `${from ?? ''} – ${until ?? ''}` : (duration ?? ''));

function Named({ facet, name }: { facet: 'operator' | 'implementingAgency'; name: string }) {
  return (
    <PlaceLink path="/search" query={new URLSearchParams({ [facet]: name })}>
      {name}
    </PlaceLink>
  );
}

export function Operation({ entry }: { entry: Entry }) {
  const { say } = useSpeech();
  const { word } = useLabels();
  const { operation, implementingAgency, operators = entry.operator ? [entry.operator] : [] } = entry;
  const coded = (list: string, value: { code: string | null; raw: string } | undefined) =>
    value === undefined ? undefined : value.code === null ? value.raw : word(list, value.code);
  const rows: { word: Word; value: ReactNode }[] = [
    { word: 'operation.zone', value: operation?.zone },
    {
      word: 'facet.implementingAgency',
      value: implementingAgency ? (
        <Named facet="implementingAgency" name={implementingAgency.name} />
      ) : undefined,
    },
    {
      word: 'facet.operator',
      value:
        operators.length === 0
          ? undefined
          : operators.map(({ name }, at) => (
              <span key={name}>
                {at > 0 ? say('and') : ''}
                <Named facet="operator" name={name} />
              </span>
            )),
    },
    { word: 'operation.authorisation', value: coded('authorisation-modes', operation?.authorisation) },
    { word: 'operation.pattern', value: coded('operation-patterns', operation?.pattern) },
    { word: 'operation.term', value: operation?.term ? periodText(operation.term) : undefined },
    { word: 'operation.basis', value: coded('price-bases', operation?.basis) },
    { word: 'operation.pricingUnit', value: coded('pricing-units', operation?.pricingUnit) },
    { word: 'operation.ceilingPrice', value: operation?.ceilingPrice?.raw },
    { word: 'operation.actualPrice', value: operation?.actualPrice?.raw },
    { word: 'operation.conditions', value: operation?.applicationConditions },
    { word: 'operation.scenarios', value: entry.scenarios?.join(say('and')) ?? entry.scenario },
  ];
  const stated = rows.filter(({ value }) => value !== undefined);
  if (stated.length === 0) return null;
  return (
    <section id="operation">
      <h2>{say('operation.title')}</h2>
      <dl className="operation">
        {stated.map(({ word: name, value }) => (
          <div key={name}>
            <dt className="quiet" style={{ display: 'inline' }}>
              {say(name)}
            </dt>{' '}
            <dd style={{ display: 'inline' }}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
