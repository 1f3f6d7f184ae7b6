/** A source's kept entries with their raw records, page by page. */
import type { Catalogue, KeptRecord } from '../index/port.ts';

/**
 * By local id, so many at one time, each page asked for when the one before is done with; the last may be empty. Whoever
 * must see what was just written refreshes first.
 */
export async function* keptPages(
  catalogue: Pick<Catalogue, 'kept'>,
  source: string,
  size: number,
): AsyncGenerator<KeptRecord[]> {
  for (let after: string | null = null; ; ) {
    const page: KeptRecord[] = await catalogue.kept(source, after, size);
    yield page;
    if (page.length < size) return;
    after = page.at(-1)?.entry.localId ?? null;
  }
}
