/** Pages by offset and number of rows: how far a listing is, and where it ends. The same for every such wire. */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { ListPage } from '../contract.ts';
import { inParts } from './in-parts.ts';
import { pastTheEnd } from './past-the-end.ts';

/**
 * Rows passed so far, the last page's first id, by which a repeated page is known, and the most rows that a page had,
 * by which a full page is known where the server gives fewer than are asked for.
 */
const OffsetCursor = z.strictObject({
  start: z.int().nonnegative(),
  first: z.string().nullable(),
  step: z.int().nonnegative().default(0),
});
export type OffsetCursor = z.infer<typeof OffsetCursor>;

/** Throws `listing.cursor-invalid`. */
export function offsetCursor(cursor: Cursor | null): OffsetCursor {
  if (cursor === null) return { start: 0, first: null, step: 0 };
  const parsed = OffsetCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

export interface OffsetWire {
  signal: AbortSignal;
  /** Rows to ask for on a page. */
  rows: number;
  /** Rows behind which the source lets nothing be paged; Infinity where it sets no limit. */
  cap: number;
  /** One page, by the rows to pass over and the rows to give; `url` for the words of errors. */
  ask(start: number, rows: number): Promise<Omit<ListPage, 'next'> & { url: string }>;
}

type Page = Omit<ListPage, 'next'> & { next: OffsetCursor | null };

async function pageAt({ rows: most, cap, ask }: OffsetWire, from: OffsetCursor): Promise<Page> {
  const before = cap - from.start;
  // Pages end at the cap. Behind it only such are asked for as are known to come: where all can be paged after all.
  const asked = before > 0 ? Math.min(most, before) : most;
  // The server's own step where it gives fewer than are asked for: a part of its page must be smaller than that.
  const whole = { offset: from.start, size: Math.min(asked, from.step || asked) };
  const { rows, unlistable, answers } = await inParts(whole, (span) =>
    ask(span.offset, span === whole ? asked : span.size),
  );
  const told: Awaited<ReturnType<OffsetWire['ask']>> = answers.at(-1)?.page ?? {
    url: `row ${from.start + 1}`,
    rows,
    unlistable,
  };
  const { url, ...last } = told;
  const listed = { ...last, rows, unlistable };
  const { declared } = last;
  const passed = rows.length + unlistable.length;
  const first = rows[0]?.id ?? unlistable[0]?.text.slice(0, 200) ?? null;
  if (first !== null && first === from.first)
    throw new CodedError('listing.page-repeated', `${url} begins with ${first}, as the page before it`);
  const step = Math.max(from.step, passed);
  // Counts lag behind what is listed, so that a full page at the declared end is none.
  const full = passed >= Math.min(asked, from.step === 0 ? most : step);
  // An empty page ends the listing whatever was declared: the run compares the two.
  const ended = passed === 0 || (declared !== undefined && from.start + passed >= declared && !full);
  return { ...listed, next: ended ? null : { start: from.start + passed, first, step } };
}

/** Pages from a cursor of this file on. Throws coded errors. */
export async function* listByOffset(wire: OffsetWire, cursor: Cursor | null): AsyncGenerator<ListPage> {
  let from = offsetCursor(cursor);
  let fetched: Page | null = null;
  for (;;) {
    wire.signal.throwIfAborted();
    const listed: Page = fetched ?? (await pageAt(wire, from));
    const { next, declared } = listed;
    const declaredEnd = next !== null && declared !== undefined && next.start >= declared;
    fetched = declaredEnd ? await pastTheEnd(listed, () => pageAt(wire, next)) : null;
    if (next === null || (declaredEnd && fetched === null)) {
      yield { ...listed, next: null };
      return;
    }
    yield listed;
    from = next;
  }
}
