/** DCAT catalogues in RDF: one document or Hydra pages, each record whole. */
import { CodedError } from '../../config/errors.ts';
import { askAndRead } from '../ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { probeByListing } from '../probe.ts';
import { type CatalogueDocument, namelessRow, parseDocument, rowOf } from './parse.ts';
import {
  type DcatCursor,
  type DcatOptions,
  dcatCursor,
  dcatOptions,
  documentRequest,
  nextUrl,
  startCursor,
} from './request.ts';
import { statementOf } from './statement.ts';

/** The next rows of a document; those without id come with its last ones. */
async function rowsFrom(
  document: CatalogueDocument,
  from: DcatCursor,
  options: DcatOptions,
): Promise<Pick<ListPage, 'rows' | 'unlistable'> & { last: string | null }> {
  const { after } = from;
  const left = after === null ? document.records : document.records.filter(({ id }) => id > after);
  // Records of one id stay together, as the cursor cannot tell them apart.
  let end = Math.min(options.rows, left.length);
  while (end < left.length && left[end]?.id === left[end - 1]?.id) end += 1;
  const page: Pick<ListPage, 'rows' | 'unlistable'> = { rows: [], unlistable: [] };
  for (const record of left.slice(0, end)) {
    const row = await rowOf(document, record, options);
    if ('row' in row) page.rows.push(row);
    else page.unlistable.push(row);
  }
  if (end < left.length) return { ...page, last: left[end - 1]?.id ?? null };
  for (const node of document.nameless) page.unlistable.push(await namelessRow(document, node, options));
  return { ...page, last: null };
}

async function* pagesOf(
  { source, http, signal }: AdapterContext,
  options: DcatOptions,
  start: DcatCursor,
): AsyncGenerator<ListPage> {
  const first = startCursor(source, options).url;
  const seen = new Set<string>();
  for (let from = start; ; ) {
    signal.throwIfAborted();
    seen.add(from.url);
    const document = await askAndRead(http, documentRequest(options, from.url), (answer) =>
      parseDocument(answer, options),
    );
    const { next: link, total } = document.paging;
    const next = link === undefined ? null : nextUrl(source, options, link, document.url);
    const head = document.records[0]?.id ?? null;
    if (from.after === null && head !== null && head === from.first) {
      throw new CodedError('listing.page-repeated', `${from.url} begins with ${head}, as the page before it`);
    }
    // One document is the whole catalogue, and its own links say how much that is.
    const whole = next === null && from.url === first ? document.declared : undefined;
    const declared = total ?? whole;
    for (let rest: DcatCursor | null = from; rest !== null; ) {
      signal.throwIfAborted();
      const { rows, unlistable, last }: Awaited<ReturnType<typeof rowsFrom>> = await rowsFrom(
        document,
        rest,
        options,
      );
      rest = last === null ? null : { ...rest, after: last };
      const further = rest ?? (next === null ? null : { url: next, after: null, first: head });
      yield { rows, unlistable, next: further, ...(declared === undefined ? {} : { declared }) };
    }
    if (next === null) return;
    if (seen.has(next)) throw new CodedError('listing.page-repeated', `${from.url} leads back to ${next}`);
    from = { url: next, after: null, first: head };
  }
}

export const dcatAdapter: Adapter = {
  family: 'dcat',

  probe: (context) => probeByListing(dcatAdapter, context),

  list(context, cursor) {
    const options = dcatOptions(context.source);
    return pagesOf(
      context,
      options,
      cursor === null ? startCursor(context.source, options) : dcatCursor(cursor),
    );
  },

  detail: async () => [],

  read: (source, record) => statementOf(record, dcatOptions(source)),
};
