/** Which fields of an entry changed, from what to what. */
import type { ApiResourceHistory, Facet } from '../../../../../api/types.ts';
import { useLabels } from '../../../api/questions.ts';
import { useSpeech } from '../../../words/language.tsx';
import { fieldWord } from '../field-names.ts';

type Change = ApiResourceHistory['items'][number]['changes'][number];
type Value = Change['from'];

/** Fields that hold a code, and the facet whose words tell it. */
const CODES: Record<string, Facet> = {
  mode: 'mode',
  'openness.class': 'openness',
  'frequency.code': 'frequency',
  'industry.code': 'industry',
};

export function FieldChanges({ changes }: { changes: Change[] }) {
  const { say } = useSpeech();
  return (
    <dl className="changes small">
      {changes.map((change) => {
        const name = fieldWord(change.field);
        return (
          <div key={change.field}>
            <dt>
              {name === undefined ? null : say(name)} <span className="code">{change.field}</span>
            </dt>
            <dd>
              <Changed change={change} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Changed({ change }: { change: Change }) {
  const { say } = useSpeech();
  const { label, place } = useLabels();
  const facet = CODES[change.field];
  const told = (value: Value) => {
    if (change.field === 'spatial.code') return place(String(value));
    return facet === undefined ? String(value) : label(facet, String(value));
  };
  const { from, to, added = [], removed = [] } = change;
  const gone = [...(from === undefined || from === null ? [] : [told(from)]), ...removed];
  const come = [...(to === undefined || to === null ? [] : [told(to)]), ...added];
  return (
    <>
      {gone.map((value) => (
        <span key={value}>
          <span className="quiet">{say('history.from')}</span> <del>{value}</del>
        </span>
      ))}
      {come.map((value) => (
        <span key={value}>
          <span className="quiet">{say('history.to')}</span> <ins>{value}</ins>
        </span>
      ))}
      {change.more ? <span className="quiet">{say('history.others', { n: change.more })}</span> : null}
      {change.cut ? <span className="quiet">{say('history.cut')}</span> : null}
    </>
  );
}
