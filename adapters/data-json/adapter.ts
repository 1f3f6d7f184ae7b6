/** DCAT-US: one document, handed over in pieces, each record whole. */
import { clockOf, jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { probeByListing } from '../probe.ts';
import { itemsIn, rowsIn } from './parse.ts';
import { dataJsonCursor, dataJsonOptions, documentRequest } from './request.ts';
import { statementOf } from './statement.ts';

async function* pagesOf({ source, http, signal }: AdapterContext, start: number): AsyncGenerator<ListPage> {
  const options = dataJsonOptions(source);
  signal.throwIfAborted();
  const { rows, linked, clock } = await askAndRead(http, documentRequest(source, options), (answer) => {
    const found = itemsIn(jsonOf(answer), answer.url);
    return { ...found, rows: rowsIn(found.items, answer.url, options), clock: clockOf(answer) };
  });
  const elsewhere =
    linked.length === 0 ? {} : { missing: `catalogues named only: ${linked.join(', ').slice(0, 500)}` };
  for (let at = start; ; at += options.rows) {
    signal.throwIfAborted();
    const page: ListPage = {
      rows: [],
      unlistable: [],
      declared: rows.length,
      ...clock,
      ...elsewhere,
      next: at + options.rows < rows.length ? { at: at + options.rows } : null,
    };
    for (const row of rows.slice(at, at + options.rows)) {
      if ('row' in row) page.rows.push(row);
      else page.unlistable.push(row);
    }
    yield page;
    if (page.next === null) return;
  }
}

export const dataJsonAdapter: Adapter = {
  family: 'data-json',

  probe: (context) => probeByListing(dataJsonAdapter, context),

  list: (context, cursor) => pagesOf(context, dataJsonCursor(cursor)),

  detail: async () => [],

  read: (_source, record) => statementOf(record),
};
