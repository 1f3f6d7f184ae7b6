/** What is held, by name, a part at a time: more than the few that the held deletions show at once. */
import { CodedError } from '../../config/errors/errors.ts';
import type { HeldDeletions } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { entryId } from '../../normalizer/entry.ts';

export interface HeldName {
  /** Id of the entry in the catalogue; null of a new one, which is not there yet. */
  entry: string | null;
  localId: string;
  title: string;
  publisher: string | null;
  /** When the entry was changed last. */
  changedAt: string | null;
}

/** Of growth only the few ids are known that came with it. Throws `request.cursor-invalid`. */
export async function heldNames(
  catalogue: Pick<Catalogue, 'heldIds' | 'get'>,
  held: HeldDeletions,
  size: number,
  cursor = '0',
): Promise<{ items: HeldName[]; cursor: string | null }> {
  if (!/^\d{1,9}$/.test(cursor)) throw new CodedError('request.cursor-invalid', cursor);
  const from = Number(cursor);
  const kept = held.kind === 'growth' ? held.sample.map(({ id }) => id) : await catalogue.heldIds(held.id);
  const items = await Promise.all(
    kept.slice(from, from + size).map(async (localId): Promise<HeldName> => {
      const stored = await catalogue.get(entryId(held.source, localId));
      const entry = stored?.entry;
      return {
        entry: entry?.id ?? null,
        localId,
        title: entry?.title ?? '',
        publisher: entry?.publisher?.name ?? null,
        changedAt: stored?.changedAt ?? null,
      };
    }),
  );
  return { items, cursor: from + size < kept.length ? String(from + size) : null };
}
