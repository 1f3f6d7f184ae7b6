import { useState } from 'react';
import type { ApiSourceDays } from '../../../../api/types.ts';
import { useSourceDays } from '../../api/sources.ts';
import { useSpeech } from '../../words/language.tsx';
import { Answer } from '../answer.tsx';
import { Trend } from './trend.tsx';

const DAY = 86_400_000;
/** Days that are shown: two years. */
const SHOWN = 731;

const tenths = (score: number): number => Math.round(score * 10) / 10;

/** The mean score by day, from the day on that one is kept of. */
function Scores({ days }: { days: ApiSourceDays['items'] }) {
  const { say } = useSpeech();
  const points = days.flatMap(({ day, quality }) =>
    quality === null ? [] : [{ day, value: tenths(quality) }],
  );
  if (points.length < 2) return null;
  return (
    <>
      <h3>{say('trend.quality.title')}</h3>
      <Trend wide told="trend.quality.told" points={points} />
    </>
  );
}

/** A source's entries and their quality by day, as lines and as the table they are drawn from. */
export function Growth({ source }: { source: string }) {
  const { say, count } = useSpeech();
  const [from] = useState(() => new Date(Date.now() - SHOWN * DAY).toISOString().slice(0, 10));
  return (
    <Answer of={useSourceDays(source, from)} lines={3}>
      {({ items }) =>
        items.length === 0 ? null : (
          <section>
            <h2>{say('trend.title')}</h2>
            {items.length === 1 ? <p className="small quiet">{say('trend.one')}</p> : null}
            <Trend wide points={items.map(({ day, entries }) => ({ day, value: entries }))} />
            <Scores days={items} />
            <details>
              <summary className="small">{say('country.table')}</summary>
              <table>
                <thead>
                  <tr>
                    <th>{say('trend.day')}</th>
                    <th className="number">{say('sources.entries')}</th>
                    <th className="number">{say('ledger.added')}</th>
                    <th className="number">{say('ledger.updated')}</th>
                    <th className="number">{say('ledger.removed')}</th>
                    <th className="number">{say('trend.late')}</th>
                    <th className="number">{say('trend.quality')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.toReversed().map((day) => (
                    <tr key={day.day}>
                      <td className="nowrap">{day.day}</td>
                      <td className="number">{count(day.entries)}</td>
                      <td className="number">{count(day.added)}</td>
                      <td className="number">{count(day.updated)}</td>
                      <td className="number">{count(day.removed)}</td>
                      <td className="number">{count(day.late)}</td>
                      <td className="number">{day.quality === null ? '' : count(tenths(day.quality))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </section>
        )
      }
    </Answer>
  );
}
