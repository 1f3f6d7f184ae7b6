/** What is found, to take along: as a file, or as a feed of what changes in it. */
import { useSpeech } from '../../words/language.tsx';
import { askedOf, feedAddress } from '../search/question.ts';

/** By the ending of an export's address, most wanted first. */
const FORMATS = { xlsx: 'Excel', csv: 'CSV', json: 'JSON', jsonl: 'JSON Lines', parquet: 'Parquet' };
const FEEDS = { atom: 'Atom', rss: 'RSS' } as const;

export function TakeOut({ asked }: { asked: URLSearchParams }) {
  const { say, language } = useSpeech();
  const whole = askedOf(asked);
  whole.set('lang', language);
  const feeds = (Object.keys(FEEDS) as (keyof typeof FEEDS)[]).flatMap((kind) => {
    const address = feedAddress(asked, kind);
    return address === undefined ? [] : [{ kind, address }];
  });
  return (
    <details className="take-out">
      <summary>{say('takeOut.title')}</summary>
      <p>
        <span className="quiet">{say('takeOut.export')}</span>
        {Object.entries(FORMATS).map(([ending, name]) => (
          <a key={ending} href={`/api/v1/exports/entries.${ending}?${whole}`} download>
            {name}
          </a>
        ))}
      </p>
      {feeds.length === 0 ? null : (
        <p>
          <span className="quiet">{say('takeOut.feed')}</span>
          {feeds.map(({ kind, address }) => (
            <a key={kind} href={address}>
              {FEEDS[kind]}
            </a>
          ))}
        </p>
      )}
    </details>
  );
}
