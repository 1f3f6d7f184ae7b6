import { useState } from 'react';
import type { ApiHeld } from '../../../../../api/types.ts';
import { useHeldNames } from '../../../api/sources.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Answer } from '../../answer.tsx';
import { ListPages } from '../../list-pages.tsx';

/** The entries that are held, by name, a page at a time. */
export function HeldNames({ held }: { held: ApiHeld }) {
  const { say, instant } = useSpeech();
  const [cursor, setCursor] = useState<string | null>(null);
  return (
    <Answer of={useHeldNames(held.id, cursor)}>
      {({ items, cursor: next }) => (
        <>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th>{say('held.name')}</th>
                  <th>{say('fact.publisher')}</th>
                  <th>{say('held.changed')}</th>
                  <th>{say('fact.id')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.localId}>
                    <td>
                      <span aria-hidden="true">{held.kind === 'growth' ? '+' : '−'}</span>{' '}
                      {one.title === '' ? <span className="quiet">{say('held.untitled')}</span> : one.title}
                    </td>
                    <td>{one.publisher}</td>
                    <td className="nowrap">{one.changedAt === null ? '' : instant(one.changedAt)}</td>
                    <td className="code">{one.localId}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <ListPages from={cursor} next={next} go={setCursor} />
          {held.kind === 'growth' ? <p className="small quiet">{say('held.growth.some')}</p> : null}
        </>
      )}
    </Answer>
  );
}
