/** The map's figures as a table, the largest first. */
import { Link } from 'react-router';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { TILES } from './layout.ts';
import type { CountryMeasure } from './tile-map.tsx';

export function RegionTable({ name, figures, write, address }: CountryMeasure) {
  const { say, count } = useSpeech();
  const { province } = useLabels();
  const written = write ?? count;
  const rows = TILES.map(({ code }) => ({ code, figure: figures.get(code) ?? 0 })).toSorted(
    (one, other) => other.figure - one.figure || one.code.localeCompare(other.code),
  );
  return (
    <details className="small">
      <summary>{say('country.table')}</summary>
      <table>
        <thead>
          <tr>
            <th>{say('facet.province')}</th>
            <th className="number">{name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, figure }) => (
            <tr key={code}>
              <td>
                <Link to={address(code)}>{province(code)}</Link>
              </td>
              <td className="number">{written(figure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
