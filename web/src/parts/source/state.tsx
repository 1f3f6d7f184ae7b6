/** A state by icon, word and colour together: never by colour alone. */
import type { ApiRun, ApiSource } from '../../../../api/types.ts';

type Look = ApiSource['look'];

const SHAPES: Record<Look, string> = {
  good: 'M2 6.5 5 9.5 10 3',
  warn: 'M6 2v5M6 9.6v.2',
  bad: 'M3 3l6 6M9 3l-6 6',
  idle: 'M3 6h6',
  busy: 'M6 2a4 4 0 1 1-4 4',
};

export const RUN_LOOKS: Record<ApiRun['status'], Look> = {
  running: 'busy',
  succeeded: 'good',
  incomplete: 'warn',
  failed: 'bad',
  stopped: 'idle',
};

export function StateMark({ look, children }: { look: Look; children: string }) {
  return (
    <span className={`state ${look}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={SHAPES[look]} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
      {children}
    </span>
  );
}
