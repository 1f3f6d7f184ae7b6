/** The ledger in six figures, each leading to what it counts. */
import type { ApiOperationLedger } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

const SHOWN = [
  'resources',
  'products',
  'registered',
  'unregistered',
  'complete',
  'disclosed',
  'undisclosed',
] as const;

export function LedgerFigures({ of: { total, searches, year } }: { of: ApiOperationLedger }) {
  const { say, count } = useSpeech();
  return (
    <dl className="figures">
      {SHOWN.map((figure) => (
        <div key={figure}>
          <dt>{say(`ledger.${figure}`, { year: String(year) })}</dt>
          <dd>
            <PlaceLink path="/search" query={new URLSearchParams(searches[figure])}>
              {count(total[figure])}
            </PlaceLink>
          </dd>
        </div>
      ))}
    </dl>
  );
}
