/**
 * The country as tiles, shaded by a figure. One stop for the tab key; arrows walk it as it lies. The same figures
 * stand in a table beside it (`RegionTable`).
 */
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { TILES, type Tile, tileBeyond } from './layout.ts';
import { shadesOf } from './shades.ts';

export interface CountryMeasure {
  /** What is counted, as the heading of a column. */
  name: string;
  /** By code of the province; a province that is missing has nothing. */
  figures: ReadonlyMap<string, number>;
  /** A figure as it is written; as a whole number where absent. */
  write?: (figure: number) => string;
  /** Where a province leads to. */
  address: (province: string) => string;
}

export function TileMap({ name, figures, write, address }: CountryMeasure) {
  const { say, count, language } = useSpeech();
  const { province } = useLabels();
  const [stop, setStop] = useState(TILES[0]?.code);
  const map = useRef<HTMLUListElement>(null);
  const shades = shadesOf(figures.values());
  const written = write ?? count;
  const walk = (event: KeyboardEvent, tile: Tile) => {
    const next = tileBeyond(tile, event.key);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setStop(next.code);
    map.current?.querySelector<HTMLElement>(`[data-code="${next.code}"]`)?.focus();
  };
  return (
    <figure className="country">
      <ul ref={map} aria-label={say('country.map', { name })}>
        {TILES.map((tile) => {
          const figure = figures.get(tile.code) ?? 0;
          return (
            <li key={tile.code} style={{ gridColumn: tile.column + 1, gridRow: tile.row + 1 }}>
              <Link
                to={address(tile.code)}
                className={`tile shade-${shades.of(figure)}`}
                data-code={tile.code}
                tabIndex={tile.code === stop ? 0 : -1}
                onKeyDown={(event) => walk(event, tile)}
                onFocus={() => setStop(tile.code)}
                title={`${province(tile.code)} · ${name} ${written(figure)}`}
              >
                <span aria-hidden="true">{language === 'zh' ? province(tile.code) : tile.letters}</span>
                <span className="hidden">{province(tile.code)}</span>
                <small>{figure > 0 ? short(figure, written, language) : '—'}</small>
              </Link>
            </li>
          );
        })}
        <li className="legend small quiet" aria-hidden="true">
          <span>{name}</span>
          {shades.steps.map(({ step, from, to }) => (
            <span key={step}>
              <i className={`shade-${step}`} />
              {from === to ? written(from) : `${written(from)}–${written(to)}`}
            </span>
          ))}
        </li>
      </ul>
    </figure>
  );
}

/** What a tile has room for: 2.5万, 25k; five characters at most. */
function short(figure: number, written: (figure: number) => string, language: 'zh' | 'en'): string {
  const whole = written(figure);
  if (whole.length <= 5) return whole;
  const compact = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
    notation: 'compact',
    maximumSignificantDigits: 2,
  });
  return compact.format(figure);
}
