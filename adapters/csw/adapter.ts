/** Catalogue services for the web, 2.0.2 and 3.0: positions where the server says the next one is, windows behind its cap. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListedRow, ListPage, UnlistableRow } from '../contract.ts';
import { pastTheEnd } from '../paging/past-the-end.ts';
import { listWindowed, type WindowedWire } from '../paging/windowed.ts';
import type { Window } from '../paging/windows.ts';
import { probeByListing } from '../probe.ts';
import { parseResults, type Results, rowsOf } from './parse.ts';
import { type CswCursor, type CswOptions, cswCursor, cswOptions, recordsRequest, TICK } from './request.ts';
import { cswStatement } from './statement.ts';

/** Elasticsearch's own cap, which GeoNetwork and others pass on; more is asked for only where it is given. */
const USUAL_CAP = 10_000;

interface Asking extends AdapterContext {
  options: CswOptions;
}

type Page = Omit<ListPage, 'next'> & { url: string; next: CswCursor | null; declaredEnd: boolean };

const ask = (
  { source, http, options }: Asking,
  window: Window | null,
  part: Parameters<typeof recordsRequest>[3],
) => askAndRead(http, recordsRequest(source, options, window, part), parseResults);

/**
 * The next position and whether the server says that there is none: `nextRecord` 0, left out, behind the last, or back
 * at the beginning. Left out where more was matched, it is reckoned.
 */
function onwards(
  { next, matched }: Results,
  at: CswCursor,
  came: number,
): { position: number; ended: boolean } {
  const reckoned = at.position + came;
  if (next !== undefined && next > at.position)
    return { position: next, ended: matched !== undefined && next > matched };
  const more = next === undefined && came > 0 && (matched === undefined || reckoned <= matched);
  return { position: reckoned, ended: !more };
}

/** Positions that went by without a record: the server knows of them and cannot give them. */
function holesIn({ matched }: Results, at: CswCursor, came: number, position: number, ended: boolean) {
  const end = ended ? Math.max(matched ?? 0, at.position - 1) : position - 1;
  const due = end - at.position + 1;
  return came >= due ? undefined : `positions ${at.position}–${end}: ${came} of ${due} records`;
}

async function pageAt(asking: Asking, window: Window | null, at: CswCursor): Promise<Page> {
  const { options } = asking;
  // Nothing is asked for that reaches over the cap: it would be refused whole.
  const upTo = (options.cap ?? USUAL_CAP) - at.position + 1;
  const asked = upTo < 1 ? options.rows : Math.min(options.rows, upTo);
  const results = await ask(asking, window, { position: at.position, rows: asked });
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const record of results.records)
    for (const row of await rowsOf(record, results.url)) {
      if ('row' in row) rows.push(row);
      else unlistable.push(row);
    }
  // One RDF document may stand for several positions.
  const came = Math.max(results.records.length, rows.length + unlistable.length);
  const first = rows[0]?.id ?? unlistable[0]?.text.slice(0, 200) ?? null;
  if (first !== null && first === at.first)
    throw new CodedError(
      'listing.page-repeated',
      `${results.url} begins with ${first}, as the page before it`,
    );
  const { position, ended } = onwards(results, at, came);
  const step = Math.max(at.step, came);
  const missing = holesIn(results, at, came, position, ended);
  const full = came > 0 && came >= Math.min(asked, at.step === 0 ? asked : at.step);
  const behind = { position: Math.max(position, at.position + came), step, first };
  return {
    url: results.url,
    rows,
    unlistable,
    ...(results.matched === undefined ? {} : { declared: results.matched }),
    ...(missing === undefined ? {} : { missing }),
    ...(at.position === 1 && results.clock !== undefined ? { clock: results.clock } : {}),
    next: came === 0 || (ended && !full) ? null : behind,
    declaredEnd: ended,
  };
}

async function* pagesOf(
  asking: Asking,
  window: Window | null,
  cursor: Cursor | null,
): AsyncGenerator<ListPage> {
  let at = cswCursor(cursor);
  let fetched: Page | null = null;
  for (;;) {
    asking.signal.throwIfAborted();
    const listed: Page = fetched ?? (await pageAt(asking, window, at));
    const { url: _, declaredEnd, next, ...page } = listed;
    // Counts lag behind what is listed: only what is behind a full last page tells that it is the last.
    fetched =
      next !== null && declaredEnd ? await pastTheEnd(listed, () => pageAt(asking, window, next)) : null;
    if (next === null || (declaredEnd && fetched === null)) {
      yield { ...page, next: null };
      return;
    }
    yield { ...page, next };
    at = next;
  }
}

function windowed(asking: Asking): WindowedWire {
  const { cap } = asking.options;
  const count = async (window: Window | null): Promise<number | undefined> => {
    try {
      return (await ask(asking, window, { position: 1, rows: 1, hits: true })).matched;
    } catch (error) {
      // Not every server can ask for what is not there; the sum of the windows then says what is missing.
      if (window === 'undated' && ['source.answer-failed', 'source.refused'].includes(coded(error).code))
        return 0;
      throw error;
    }
  };
  return {
    cap: cap ?? USUAL_CAP,
    ...(cap === undefined ? { uncapped: (first: ListPage) => reachesEnd(asking, first) } : {}),
    tick: TICK,
    undated: true,
    pages: (window, cursor) => pagesOf(asking, window, cursor),
    count,
  };
}

/** Whether the last position that is declared can be asked for. */
async function reachesEnd(asking: Asking, { declared = 1 }: ListPage): Promise<boolean> {
  try {
    return (await ask(asking, null, { position: declared, rows: 1 })).records.length > 0;
  } catch (error) {
    if (['source.answer-failed', 'source.refused', 'source.unavailable'].includes(coded(error).code))
      return false;
    throw error;
  }
}

export const cswAdapter: Adapter = {
  family: 'csw',

  probe: (context) => probeByListing(cswAdapter, context),

  list: (context, cursor) =>
    listWindowed(windowed({ ...context, options: cswOptions(context.source) }), cursor),

  changes: {
    offered: (source) => cswOptions(source).changes,
    list: (context, since, cursor) =>
      listWindowed(windowed({ ...context, options: cswOptions(context.source) }), cursor, {
        from: Date.parse(since),
        until: null,
      }),
  },

  detail: async () => [],

  read: (source, record) => cswStatement(record, cswOptions(source)),
};
