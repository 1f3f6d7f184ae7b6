/** Answers that may be some seconds old: asked once for all who ask meanwhile. */

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
    kept.delete(question);
    const own: Kept<T> = { answer: ask(question), until: now() + ms };
    kept.set(question, own);
    own.answer.catch(() => {
      if (kept.get(question) === own) kept.delete(question);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return own.answer;
  };
}
