/** The ledger's totals by place, implementing agency and operator. */
import type { ApiOperationLedger } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

type Group = ApiOperationLedger['agencies'];

/** Rows shown until the rest is asked for. */
const FEW = 15;
const FIGURES = ['resources', 'products', 'registered', 'complete', 'disclosed'] as const;

export function LedgerGroups({ of }: { of: ApiOperationLedger }) {
  const { say } = useSpeech();
  return (
    <>
      <Table title={say('ledger.byprovince')} rows={of.provinces} year={of.year} />
      <Table title={say('ledger.bycity')} rows={of.cities} year={of.year} />
      <Table title={say('ledger.byagency')} rows={of.agencies} year={of.year} />
      <Table title={say('ledger.byoperator')} rows={of.operators} year={of.year} />
    </>
  );
}

function Table({ title, rows, year }: { title: string; rows: Group; year: number }) {
  const { say } = useSpeech();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Lines title={title} rows={rows.slice(0, FEW)} year={year} />
      {rows.length <= FEW ? null : (
        <details>
          <summary>{say('ledger.rest', { n: rows.length - FEW })}</summary>
          <Lines title={title} rows={rows.slice(FEW)} year={year} />
        </details>
      )}
    </section>
  );
}

function Lines({ title, rows, year }: { title: string; rows: Group; year: number }) {
  const { say, count, language } = useSpeech();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen it is scrolled by keys
    <section className="scroll" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th>{title}</th>
            {FIGURES.map((figure) => (
              <th key={figure} className="number">
                {say(`ledger.${figure}`, { year: String(year) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.value}>
              <td>
                <PlaceLink path="/search" query={new URLSearchParams(row.search)}>
                  {row.label[language]}
                </PlaceLink>
              </td>
              {FIGURES.map((figure) => (
                <td key={figure} className="number">
                  {count(row[figure])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
