/** A state by icon, word and colour together: never by colour alone. */
import type { ApiRun, ApiSourceState } from '../../../api/types.ts';
import type { Word } from '../words/zh.ts';

type Look = 'good' | 'warn' | 'bad' | 'idle' | 'busy';

const SHAPES: Record<Look, string> = {
  good: 'M2 6.5 5 9.5 10 3',
  warn: 'M6 2v5M6 9.6v.2',
  bad: 'M3 3l6 6M9 3l-6 6',
  idle: 'M3 6h6',
  busy: 'M6 2a4 4 0 1 1-4 4',
};

export const SOURCE_LOOKS: Record<ApiSourceState, Look> = {
  running: 'busy',
  held: 'warn',
  blocked: 'bad',
  broken: 'bad',
  late: 'warn',
  harvested: 'good',
  waiting: 'idle',
  'not-connected': 'idle',
};

export const RUN_LOOKS: Record<ApiRun['status'], Look> = {
  running: 'busy',
  succeeded: 'good',
  incomplete: 'warn',
  failed: 'bad',
  stopped: 'idle',
};

export const sourceWord = (state: ApiSourceState): Word => `state.${state}`;

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
