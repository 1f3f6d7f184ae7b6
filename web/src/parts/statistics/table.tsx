/** The table: each figure leads to the search that finds what it counts. */
import type { ApiTable } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { type Figure, useFigures } from './figures.ts';

function FigureCell({ figure, table }: { figure: Figure | null; table: ApiTable }) {
  const { write, behind } = useFigures(table.measure);
  if (figure === null) return <td className="number quiet">·</td>;
  return (
    <td className="number" title={behind(figure)}>
      <PlaceLink path="/search" query={new URLSearchParams(figure.query)}>
        {write(figure.value)}
      </PlaceLink>
    </td>
  );
}

export function FiguresTable({ table }: { table: ApiTable }) {
  const { say, language } = useSpeech();
  const { rows, columns, cells, total, measure } = table;
  const name = measure.label[language];
  const head = [rows, columns]
    .flatMap((axis) => (axis === null ? [] : [say(`facet.${axis.facet}`)]))
    .join(' × ');
  return (
    <section className="scroll crossed" aria-label={`${head}${say('colon')}${name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="number">
              {columns === null ? name : say('statistics.whole')}
            </th>
            {columns?.values.map(({ value, label }) => (
              <th key={value} scope="col" className="number">
                {label[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows?.values.map(({ value, label, total: whole }, row) => (
            <tr key={value}>
              <th scope="row">{label[language]}</th>
              <FigureCell figure={whole} table={table} />
              {columns?.values.map((column, at) => (
                <FigureCell key={column.value} figure={cells[row]?.[at] ?? null} table={table} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('statistics.whole')}</th>
            <FigureCell figure={total} table={table} />
            {columns?.values.map(({ value, total: whole }) => (
              <FigureCell key={value} figure={whole} table={table} />
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
