/** What stands on a page while an answer is awaited, and when it fails. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RequestFailure } from '../api/client.ts';
import { useSpeech } from '../words/language.tsx';
import { usePageTitle } from './page-title.ts';

export function Skeleton({ lines }: { lines: number }) {
  const { say } = useSpeech();
  const rows = Array.from({ length: lines }, (_, line) => `line-${line}`);
  return (
    <div className="skeleton" role="status" aria-label={say('wait.loading')}>
      {rows.map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}

export function Failure({ error, again }: { error: unknown; again: () => void }) {
  const { say } = useSpeech();
  const answer = error instanceof RequestFailure ? error.answer : undefined;
  usePageTitle(answer?.message ?? say('error.title'));
  return (
    <div className="note bad" role="alert">
      <h3>{answer?.message ?? say('error.title')}</h3>
      <p>{answer?.detail ?? say('error.offline')}</p>
      {answer?.hint ? <p>{answer.hint}</p> : null}
      {answer ? <p className="code">{answer.code}</p> : null}
      <p>
        <button type="button" className="button" onClick={again}>
          {say('error.again')}
        </button>
      </p>
    </div>
  );
}

/** The content once it is there; the skeleton before, the failure instead. */
export function Answer<T>({
  of,
  lines = 6,
  children,
}: {
  of: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.isError) return <Failure error={of.error} again={() => void of.refetch()} />;
  return <Skeleton lines={lines} />;
}
