import { useSpeech } from '../../words/language.tsx';

/** What people call who is known to the audit log as `key:admin`, `key:<id> <name>` or `local`. */
export function useWhoName(): (who: { by: string | null; via?: string | null }) => string {
  const { say } = useSpeech();
  return ({ by, via }) => {
    if (via === 'local') return say('who.local');
    if (by === 'key:admin') return say('who.root');
    return by?.replace(/^key:\S+ /, '') ?? '';
  };
}
