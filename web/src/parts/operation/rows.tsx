/** Row by row: the terms of each resource under authorised operation, and what is not stated. */
import type { ApiOperationLedger } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { periodText } from '../resource/operation.tsx';

type Row = ApiOperationLedger['items'][number];

const COLUMNS = [
  'resource',
  'agency',
  'operators',
  'registration',
  'term',
  'ceiling',
  'actual',
  'disclosedYear',
] as const;

export function LedgerRows({ of: { items, year } }: { of: ApiOperationLedger }) {
  const { say } = useSpeech();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen it is scrolled by keys
    <section className="scroll" tabIndex={0} aria-label={say('ledger.rows')}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column}>{say(`ledger.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <Line key={row.resource} row={row} year={year} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ row, year }: { row: Row; year: number }) {
  const { say, language } = useSpeech();
  const { word, label } = useLabels();
  const missing = <span className="lacking">{say('ledger.unstated')}</span>;
  const price = (stated: Row['actualPrice']) =>
    stated?.raw ?? (row.free ? word('price-bases', 'public-benefit') : missing);
  return (
    <tr>
      <td>
        <PlaceLink path={`/resources/${row.resource}`}>{row.title}</PlaceLink>
        <br />
        <span className="small quiet">
          {label('kind', row.kind)} · {row.region.label[language]} · {row.source.title}
        </span>
      </td>
      <td>{row.implementingAgency ?? missing}</td>
      <td>{row.operators.length === 0 ? missing : row.operators.join(say('and'))}</td>
      <td>
        {row.registration === null ? (
          <span className="lacking">{say('ledger.notregistered')}</span>
        ) : (
          <>
            {row.registration.state === null
              ? say('ledger.unclear')
              : label('registered', row.registration.state)}
            {row.registration.code === null ? null : (
              <>
                <br />
                <span className="small quiet">{row.registration.code}</span>
              </>
            )}
          </>
        )}
      </td>
      <td>{row.term === null ? missing : periodText(row.term)}</td>
      <td>{price(row.ceilingPrice)}</td>
      <td>{price(row.actualPrice)}</td>
      <td>
        {row.disclosedYear === null ? (
          missing
        ) : row.disclosedYear >= year ? (
          row.disclosedYear
        ) : (
          <span className="lacking">{row.disclosedYear}</span>
        )}
      </td>
    </tr>
  );
}
