/** What is found, to take along: as a file, or as a feed of what changes in it. */
import { useSpeech } from '../../words/language.tsx';
import { askedOf, filtersOf } from '../search/question.ts';

/** The endings of an export's address, most wanted first. */
const FORMATS = { xlsx: 'Excel', csv: 'CSV', json: 'JSON', jsonl: 'JSON Lines', parquet: 'Parquet' };
const FEEDS = { atom: 'Atom', rss: 'RSS' };

export function TakeOut({ asked }: { asked: URLSearchParams }) {
  const { say, language } = useSpeech();
  const whole = askedOf(asked);
  whole.set('lang', language);
  return (
    <details className="take-out small">
      <summary>{say('takeOut.title')}</summary>
      <ul>
        <li>
          <span className="quiet">{say('takeOut.export')}</span>
          {Object.entries(FORMATS).map(([ending, name]) => (
            <a key={ending} href={`/api/v1/exports/entries.${ending}?${whole}`} download>
              {name}
            </a>
          ))}
        </li>
        <li>
          <span className="quiet">{say('takeOut.feed')}</span>
          {Object.entries(FEEDS).map(([ending, name]) => (
            <a key={ending} href={`/api/v1/search.${ending}?${filtersOf(asked)}`}>
              {name}
            </a>
          ))}
        </li>
      </ul>
    </details>
  );
}
