/** Parsing a page of the change feed: entries as rows, tombstones by name. Pure. */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { RawValue } from '../../config/record.ts';
import type { ListedRow, UnlistableRow } from '../contract.ts';

const Feed = z.object({
  instance: z.string().min(1).max(100),
  items: z.array(z.unknown()),
  cursor: z.string().min(1).max(4000),
  more: z.boolean(),
  living: z.int().nonnegative().optional(),
  at: z.iso.datetime({ offset: true }),
});

const Item = z.object({ type: z.string(), id: z.string().min(1).max(1024) });

export interface ParsedFeed {
  rows: ListedRow[];
  unlistable: UnlistableRow[];
  living: number | undefined;
  at: string;
  cursor: string;
  more: boolean;
}

/** What a kept row holds: the item as it came, and who said it. */
export interface KeptItem {
  instance: string;
  item: RawValue;
}

/** Throws `source.shape-changed` where the answer is no change feed. */
export function parseFeed(body: RawValue, url: string, maxRecord: number): ParsedFeed {
  const feed = Feed.safeParse(body);
  if (!feed.success)
    throw new CodedError('source.shape-changed', `${url}: no change feed: ${z.prettifyError(feed.error)}`);
  const { instance, items, cursor, more, living, at } = feed.data;
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const item of items as RawValue[]) {
    const text = JSON.stringify({ instance, item } satisfies KeptItem);
    const parsed = Item.safeParse(item);
    if (!parsed.success) {
      unlistable.push({
        code: 'record.no-id',
        detail: z.prettifyError(parsed.error),
        text: text.slice(0, 500),
      });
      continue;
    }
    const { type, id } = parsed.data;
    if (type === 'removed')
      unlistable.push({
        code: 'record.withdrawn',
        detail: `removed at ${instance}`,
        text: text.slice(0, 500),
        id,
      });
    else if (text.length > maxRecord)
      unlistable.push({
        code: 'record.too-large',
        detail: `${text.length} characters`,
        text: text.slice(0, 500),
        id,
      });
    else {
      const part = { role: 'row', mediaType: 'application/json', url, text } as const;
      rows.push({ id, row: part, sign: signOf(instance, item), complete: true });
    }
  }
  return { rows, unlistable, living, at, cursor, more };
}

/** What the entry says, not when it came to say so: taken out of an archive, it may bear another time. */
function signOf(instance: string, item: RawValue): string {
  const { entry = null, source = null } = item as Record<string, RawValue>;
  return JSON.stringify([instance, source, entry]);
}
