/** Expected against harvested, a row for each place or mode, with what of it is late, blocked or not connected. */
import type { ReactNode } from 'react';
import type { ApiCoverage } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

type Figures = Pick<ApiCoverage['places'][number], 'known' | 'harvested' | 'states' | 'holds'>;

export interface Tallied extends Figures {
  key: string;
  name: ReactNode;
  /** Query of a search for what it holds. */
  search: URLSearchParams;
}

export function Tallies({ title, head, rows }: { title: string; head: string; rows: Tallied[] }) {
  const { say, count } = useSpeech();
  return (
    <section>
      <h2>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen it is scrolled by keys */}
      <section className="scroll" tabIndex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              <th>{head}</th>
              {(['known', 'done', 'late', 'blocked', 'waitingn', 'entries', 'resources'] as const).map(
                (one) => (
                  <th key={one} className="number">
                    {say(`coverage.${one}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, search, known, harvested, states, holds }) => (
              <tr key={key}>
                <td>{name}</td>
                <td className="number">{known === 0 ? say('coverage.nosource') : count(known)}</td>
                <td className="number">{count(harvested)}</td>
                <td className="number">{count(states.late ?? 0)}</td>
                <td className="number">{count(states.blocked ?? 0)}</td>
                <td className="number">{count(states['not-connected'] ?? 0)}</td>
                {(['entries', 'resources'] as const).map((one) => (
                  <td key={one} className="number">
                    <PlaceLink path="/search" query={search}>
                      {count(holds[one])}
                    </PlaceLink>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
