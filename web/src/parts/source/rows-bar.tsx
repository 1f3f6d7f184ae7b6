/** Where the rows of a run went, as one bar; its parts add up to what was listed. */
import type { ApiRun } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

const PARTS = ['unchanged', 'added', 'updated', 'duplicate', 'rejected'] as const;

export function RowsBar({ run, legend = false }: { run: ApiRun; legend?: boolean }) {
  const { say, count } = useSpeech();
  const { listed } = run.ledger;
  if (listed === 0) return null;
  const of = (part: (typeof PARTS)[number]) => (part === 'rejected' ? run.rejected : run.ledger[part]);
  const parts = PARTS.map((part) => ({ part, rows: of(part) })).filter(({ rows }) => rows > 0);
  const told = parts.map(({ part, rows }) => `${say(`ledger.${part}`)} ${count(rows)}`).join(say('and'));
  return (
    <div className={legend ? 'rows large' : 'rows'}>
      <div className="rows-bar" role="img" aria-label={told} title={told}>
        {parts.map(({ part, rows }) => (
          <span key={part} className={`part ${part}`} style={{ flexGrow: rows }} />
        ))}
      </div>
      {legend ? (
        <ul className="rows-legend" aria-hidden="true">
          {parts.map(({ part, rows }) => (
            <li key={part}>
              <span className={`swatch ${part}`} />
              {say(`ledger.${part}`)} {count(rows)}（{Math.round((rows / listed) * 1000) / 10}%）
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
