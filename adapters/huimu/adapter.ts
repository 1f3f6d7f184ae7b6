/** Another Huimu: all its entries by walking its change feed, then only what changed. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import { jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { probeByListing } from '../probe.ts';
import { parseFeed } from './parse.ts';
import { changesRequest, huimuOptions } from './request.ts';
import { statementOf } from './statement.ts';

/** Pages from `from` on; a listing of everything asks for no tombstones and declares how many entries there are. */
async function* walk(
  { source, http, signal }: AdapterContext,
  from: string | undefined,
  whole: boolean,
): AsyncGenerator<ListPage> {
  const options = huimuOptions(source);
  let since = from;
  for (;;) {
    signal.throwIfAborted();
    const request = changesRequest(source, options, { since, tombstones: !whole });
    const { rows, unlistable, living, at, cursor, more } = await askAndRead(http, request, (answer) =>
      parseFeed(jsonOf(answer), answer.url, options.maxRecord),
    );
    if (more && (cursor === since || rows.length + unlistable.length === 0))
      throw new CodedError('listing.endless', `${request.url}: more is to come, but not from here`);
    const page: ListPage = { rows, unlistable, clock: at, next: more ? { cursor } : null };
    if (whole && living !== undefined) page.declared = living;
    yield page;
    if (!more) return;
    since = cursor;
  }
}

/** Throws `listing.cursor-invalid`. */
function placeIn(cursor: Cursor | null): string | undefined {
  if (cursor === null) return undefined;
  if (typeof cursor.cursor === 'string') return cursor.cursor;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

export const huimuAdapter: Adapter = {
  family: 'huimu',
  probe: (context) => probeByListing(huimuAdapter, context),
  list: (context, cursor) => walk(context, placeIn(cursor), true),
  changes: {
    offered: () => true,
    list: (context, since, cursor) => walk(context, placeIn(cursor) ?? since, false),
  },
  detail: async () => [],
  read: (_source, record) => statementOf(record),
};
