/** Answers that may be some seconds old: asked once for all who ask meanwhile. */
import { keepNewest } from '../../index/newest.ts';

interface Kept<T> {
  answer: Promise<T>;
  until: number;
}

/**
 * For `ms` from when it was asked; the latest `most` questions. What fails is not kept, so that the next asking asks again.
 */
export function keptFor<T>(
  { ms, most, now = () => performance.now() }: { ms: number; most: number; now?: () => number },
  ask: (question: string) => Promise<T>,
): (question: string) => Promise<T> {
  const kept = new Map<string, Kept<T>>();
  return (question) => {
    const known = kept.get(question);
    if (known !== undefined && known.until > now()) return known.answer;
    const own: Kept<T> = { answer: ask(question), until: now() + ms };
    keepNewest(kept, question, own, most);
    own.answer.catch(() => {
      if (kept.get(question) === own) kept.delete(question);
    });
    return own.answer;
  };
}
