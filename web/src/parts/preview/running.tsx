import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { Skeleton } from '../answer.tsx';

/** While something is read that may take its time. */
export function Running({ what }: { what: Word }) {
  const { say } = useSpeech();
  return (
    <div>
      <p role="status">{say(what)}</p>
      <progress aria-label={say(what)} />
      <Skeleton lines={5} />
    </div>
  );
}
