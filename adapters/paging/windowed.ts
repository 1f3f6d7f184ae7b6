/** Listing in windows of dates what a source lets be paged up to a cap only. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { ListPage } from '../contract.ts';
import {
  earlierHalf,
  firstWindow,
  nextWindow,
  type Span,
  type Window,
  WindowPlace,
  windowAt,
  windowName,
} from './windows.ts';

export interface WindowedWire {
  /** Rows of one listing that the source lets be paged; Infinity where it sets no limit. */
  cap: number;
  /** Asked where more rows are declared than `cap`, and the cap is only what is usual: whether all can be paged after all. */
  uncapped?(first: ListPage): Promise<boolean>;
  /** The smallest difference of dates that the wire can ask for, in ms. */
  tick: number;
  /** It can be asked for rows without a date. */
  undated: boolean;
  /**
   * Pages of a window, of all rows where null, from a cursor of the family's own on. Pages behind the cap are not asked
   * for: whoever yields them stops being asked there.
   */
  pages(window: Window | null, cursor: Cursor | null): AsyncIterable<ListPage>;
  /** Rows that the source declares for a window, of all rows where null, at little cost; undefined where it does not say. */
  count(window: Window | null): Promise<number | undefined>;
}

const isPlaceKey = (key: string): boolean => key.startsWith('window.');

/** A cursor taken apart: where in the windows, and where in the pages of one. Throws `listing.cursor-invalid`. */
function apart(cursor: Cursor | null): { place: WindowPlace | null; own: Cursor | null } {
  const keys = Object.entries(cursor ?? {});
  const own = Object.fromEntries(keys.filter(([key]) => !isPlaceKey(key)));
  const place = Object.fromEntries(keys.filter(([key]) => isPlaceKey(key)));
  if (Object.keys(place).length === 0) return { place: null, own: cursor };
  const parsed = WindowPlace.safeParse(place);
  if (!parsed.success) throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
  return { place: parsed.data, own: Object.keys(own).length === 0 ? null : own };
}

const rowsOf = ({ rows, unlistable }: ListPage): number => rows.length + unlistable.length;

/**
 * All rows, in one listing where the source lets it, else window by window; resumable from every cursor. What the
 * windows cannot bring is told as `missing`: a single instant with more rows than the cap, windows whose numbers do
 * not make up the whole, a filter by date that is not honoured. `root`: only what changed in this span.
 */
export async function* listWindowed(
  wire: WindowedWire,
  cursor: Cursor | null,
  root: Span | null = null,
): AsyncGenerator<ListPage> {
  const { place, own } = apart(cursor);
  if (place !== null) {
    yield* windowByWindow(wire, place, own, root);
    return;
  }
  for await (const page of wire.pages(root, own)) {
    const declared = own === null ? (page.declared ?? 0) : 0;
    if (declared > wire.cap && !(await wire.uncapped?.(page))) {
      const whole = firstWindow(declared, root ?? undefined);
      if (await honoured(wire, whole)) yield* windowByWindow(wire, whole, null, root);
      else yield* upToCap(wire, root, declared);
      return;
    }
    yield page;
    if (page.next === null) return;
  }
}

/** Whether the filter by date parts the rows: two halves that both hold everything show that it is not looked at. */
async function honoured(wire: WindowedWire, whole: WindowPlace): Promise<boolean> {
  const earlier = earlierHalf(whole, wire.tick);
  const later = earlier === null ? null : nextWindow(earlier, 0, false);
  if (earlier === null || later === null) return false;
  const all = whole['window.whole'];
  const [before, after] = [await wire.count(windowAt(earlier)), await wire.count(windowAt(later))];
  return before !== undefined && after !== undefined && before + after < 1.5 * all;
}

async function* upToCap(wire: WindowedWire, root: Span | null, declared: number): AsyncGenerator<ListPage> {
  let came = 0;
  for await (const page of wire.pages(root, null)) {
    came += rowsOf(page);
    const ended = page.next === null || came >= wire.cap;
    const missing = `the filter by date of change does not part the rows: ${came} of ${declared} can be paged`;
    yield ended ? { ...page, next: null, missing } : page;
    if (ended) return;
  }
}

/** The window cut until it holds no more than can be paged, or cannot be cut any more; with its number of rows. */
async function fitting(wire: WindowedWire, place: WindowPlace): Promise<{ at: WindowPlace; count: number }> {
  let at = place;
  for (;;) {
    const count = await wire.count(windowAt(at));
    if (count === undefined)
      throw new CodedError('source.shape-changed', `${windowName(windowAt(at))}: no number of rows`);
    const half = count > wire.cap ? earlierHalf(at, wire.tick) : null;
    if (half === null) return { at, count };
    at = half;
  }
}

async function* windowByWindow(
  wire: WindowedWire,
  start: WindowPlace,
  cursor: Cursor | null,
  root: Span | null,
): AsyncGenerator<ListPage> {
  const missing: string[] = [];
  const whole = start['window.whole'];
  // Held back until it is known whether another follows.
  let held: ListPage = { rows: [], unlistable: [], declared: whole, next: null };
  let any = false;
  let own = cursor;
  let place: WindowPlace | null = start;
  let sum = start['window.sum'];
  while (place !== null) {
    const resumed = own === null ? null : await wire.count(windowAt(place));
    const { at, count }: { at: WindowPlace; count: number } =
      resumed === null ? await fitting(wire, place) : { at: place, count: resumed ?? 0 };
    const after = nextWindow(at, count, wire.undated && root === null);
    let rows = at['window.rows'];
    for await (const page of count > 0 || own !== null ? wire.pages(windowAt(at), own) : []) {
      if (any) yield { ...held, next: { ...held.next, ...at, 'window.rows': rows } };
      any = true;
      rows += rowsOf(page);
      const ended: boolean = page.next === null || rows >= wire.cap;
      if (ended && rows < count) missing.push(`${windowName(windowAt(at))}: ${rows} of ${count} rows`);
      held = { ...page, declared: whole, ...said(missing), next: ended ? null : page.next };
      if (ended) break;
    }
    sum += count;
    own = null;
    place = after;
  }
  const now = await wire.count(root);
  if (sum < Math.min(whole, now ?? whole)) missing.push(`the windows hold ${sum} of ${whole} rows`);
  yield { ...held, ...said(missing), declared: now ?? whole, next: null };
}

const said = (missing: string[]): Pick<ListPage, 'missing'> =>
  missing.length === 0 ? {} : { missing: missing.join('; ').slice(0, 1000) };
