/** The records that a run refused: how many for which reason, and each by name beside what is kept of it. */

import { useState } from 'react';
import type { ApiRun } from '../../../../../api/types.ts';
import { useRejections } from '../../../api/questions.ts';
import { useErrorTable } from '../../../api/sources.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Answer } from '../../answer.tsx';
import { ListPages } from '../../list-pages.tsx';
import { useMending } from '../../preview/faults.tsx';
import { RawBesideKept } from './raw-beside-kept.tsx';

export function Rejections({ run }: { run: ApiRun }) {
  const { say, language } = useSpeech();
  const [cursor, setCursor] = useState<string | null>(null);
  const answer = useRejections(run.id, cursor);
  const errors = useErrorTable().data?.items ?? [];
  const mending = useMending();
  const blame = (code: string) => errors.find((one) => one.code === code)?.blame;
  const reasons = Object.entries(run.ledger.rejected).toSorted(([, one], [, other]) => other - one);
  return (
    <>
      <h2 id="rejected">{say('run.rejected')}</h2>
      {reasons.length === 0 ? null : (
        <ul className="reasons">
          {reasons.map(([code, rows]) => (
            <li key={code}>
              <b>{say('refused.count', { n: rows })}</b>{' '}
              {errors.find((one) => one.code === code)?.[language] ?? code}
              <span className="code"> {code}</span>
            </li>
          ))}
        </ul>
      )}
      <Answer of={answer} lines={3}>
        {(list) =>
          list.items.length === 0 ? (
            <p className="quiet">{say('run.rejected.none')}</p>
          ) : (
            <>
              <ol className="refused">
                {list.items.map((one) => {
                  const whose = blame(one.code);
                  return (
                    <li key={one.sequence}>
                      <h3>
                        {one.message} <span className="tag">{one.localId ?? say('rejection.nameless')}</span>
                      </h3>
                      <p>{one.detail}</p>
                      <p className="small quiet">
                        {mending(one.code) ?? (whose === undefined ? null : say(`blame.${whose}`))}{' '}
                        <span className="code">{one.code}</span>
                      </p>
                      <RawBesideKept source={run.source} localId={one.localId} raw={one.excerpt} />
                    </li>
                  );
                })}
              </ol>
              <ListPages from={cursor} next={list.cursor} go={setCursor} />
            </>
          )
        }
      </Answer>
    </>
  );
}
