/**
 * Asking on behind the end that a source declares. Counts come out of caches and lag behind: where the last declared
 * page is full, more may follow, and only the next answer tells.
 */
import { coded, type ErrorCode } from '../../config/errors/errors.ts';

/** How systems answer for a page that they do not have; everything else is a failure there as it is anywhere. */
const NO_SUCH_PAGE: ReadonlySet<ErrorCode> = new Set([
  'source.not-found',
  'source.refused',
  'source.answer-failed',
  'source.shape-changed',
  'source.not-json',
  'source.unavailable',
  'listing.page-repeated',
]);

interface Listed {
  rows: readonly { id: string }[];
  unlistable: readonly unknown[];
}

const ids = ({ rows }: Listed): string => JSON.stringify(rows.map(({ id }) => id));

/**
 * The page behind `last`, the last one declared; null where there is none: it is empty, refused, or `last` once more,
 * as servers give it that turn every number beyond their end into the last one.
 */
export async function pastTheEnd<P extends Listed>(last: P, ask: () => Promise<P>): Promise<P | null> {
  try {
    const page = await ask();
    const none = page.rows.length + page.unlistable.length === 0;
    return none || (page.rows.length > 0 && ids(page) === ids(last)) ? null : page;
  } catch (error) {
    if (NO_SUCH_PAGE.has(coded(error).code)) return null;
    throw error;
  }
}
