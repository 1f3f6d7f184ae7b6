/** What was searched for and not found, counted by day without who; each leads to saying that it is missed. */

import { useState } from 'react';
import { useUnmet } from '../../api/demands.ts';
import { useSpeech } from '../../words/language.tsx';
import { Answer } from '../answer.tsx';
import { ListPages } from '../list-pages.tsx';
import { PlaceLink } from '../place-link.tsx';

export function Unmet() {
  const { say, count } = useSpeech();
  const [cursor, setCursor] = useState<string | null>(null);
  const query = new URLSearchParams({ size: '20', ...(cursor !== null && { cursor }) });
  return (
    <section id="unmet">
      <h2>{say('unmet.title')}</h2>
      <p className="quiet small">{say('unmet.means')}</p>
      <Answer of={useUnmet(query)} lines={3}>
        {(list) =>
          list.items.length === 0 ? (
            <p className="quiet">{say('unmet.none')}</p>
          ) : (
            <>
              <div className="scroll">
                <table>
                  <thead>
                    <tr>
                      <th>{say('unmet.words')}</th>
                      <th className="number">{say('unmet.times')}</th>
                      <th>{say('unmet.day')}</th>
                      <th />
                    </tr>
                  </thead>
                  <tbody>
                    {list.items.map(({ text, day, count: times }) => (
                      <tr key={`${day} ${text}`}>
                        <td>
                          <PlaceLink path="/search" query={new URLSearchParams({ q: text })}>
                            {text}
                          </PlaceLink>
                        </td>
                        <td className="number">{count(times)}</td>
                        <td className="nowrap">{day}</td>
                        <td className="nowrap">
                          <PlaceLink path="/demands" query={new URLSearchParams({ need: text })}>
                            {say('demands.leave')}
                          </PlaceLink>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <ListPages from={cursor} next={list.cursor} go={setCursor} />
            </>
          )
        }
      </Answer>
    </section>
  );
}
