/** The progress of a run as it happens. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApiProgress } from '../../../api/types.ts';

/**
 * Listens while a run of the source is going on. What was asked about it before is asked again when the listening
 * begins, as it may have ended in between, and when it ends.
 */
export function useProgress(source: string, running: boolean): ApiProgress | undefined {
  const client = useQueryClient();
  const [progress, setProgress] = useState<ApiProgress>();
  useEffect(() => {
    if (!running) return;
    const again = () =>
      void client.invalidateQueries({
        predicate: ({ queryKey }) => /^\/(sources|runs|held)/.test(String(queryKey[0])),
      });
    const events = new EventSource(`/api/v1/events?source=${encodeURIComponent(source)}`);
    events.addEventListener('open', again);
    events.addEventListener('progress', (event: MessageEvent<string>) => {
      const told = JSON.parse(event.data) as ApiProgress;
      setProgress(told);
      if (told.status !== 'running') again();
    });
    return () => {
      events.close();
      setProgress(undefined);
    };
  }, [client, source, running]);
  return progress;
}
