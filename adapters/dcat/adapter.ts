/** DCAT catalogues in RDF: one document or Hydra pages, each record whole. */
import { CodedError } from '../../config/errors/errors.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { nextUrl } from '../paging/next-link.ts';
import { pastTheEnd } from '../paging/past-the-end.ts';
import { probeByListing } from '../probe.ts';
import { type CatalogueDocument, namelessRow, parseDocument, rowOf } from './parse.ts';
import {
  type DcatCursor,
  type DcatOptions,
  dcatCursor,
  dcatOptions,
  documentRequest,
  startCursor,
  stepOn,
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

interface Asking extends AdapterContext {
  options: DcatOptions;
}

/** Throws `listing.page-repeated` where it begins as the one before. */
async function documentAt({ http, options }: Asking, from: DcatCursor): Promise<CatalogueDocument> {
  const document = await askAndRead(http, documentRequest(options, from.url), (answer) =>
    parseDocument(answer, options),
  );
  const head = document.records[0]?.id ?? null;
  if (from.after === null && head !== null && head === from.first) {
    throw new CodedError('listing.page-repeated', `${from.url} begins with ${head}, as the page before it`);
  }
  return document;
}

/** What is listed behind a full last page: its links are made of the same count, which may lag behind. */
async function behind(asking: Asking, from: DcatCursor, last: CatalogueDocument) {
  if (from.before === null || last.paging.total === undefined) return null;
  const url = last.records.length >= from.step ? stepOn(from.before, from.url) : undefined;
  if (url === undefined) return null;
  const cursor = cursorBehind(from, last, url);
  const pageOf = (document: CatalogueDocument) => ({ document, rows: document.records, unlistable: [] });
  const page = await pastTheEnd(pageOf(last), async () => pageOf(await documentAt(asking, cursor)));
  return page === null ? null : { cursor, document: page.document };
}

const cursorBehind = (from: DcatCursor, document: CatalogueDocument, url: string): DcatCursor => ({
  url,
  after: null,
  first: document.records[0]?.id ?? null,
  before: from.url,
  step: Math.max(from.step, document.records.length),
});

async function* pagesOf(asking: Asking, start: DcatCursor): AsyncGenerator<ListPage> {
  const { source, signal, options } = asking;
  const first = startCursor(source, options).url;
  const seen = new Set<string>();
  let fetched: CatalogueDocument | null = null;
  for (let from = start; ; ) {
    signal.throwIfAborted();
    seen.add(from.url);
    const document: CatalogueDocument = fetched ?? (await documentAt(asking, from));
    const { next: link, total } = document.paging;
    const linked = link === undefined ? null : nextUrl(source, options, link, document.url);
    const more = linked === null ? await behind(asking, from, document) : null;
    fetched = more?.document ?? null;
    const next: DcatCursor | null =
      linked === null ? (more?.cursor ?? null) : cursorBehind(from, document, linked);
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
      yield { rows, unlistable, next: rest ?? next, ...(declared === undefined ? {} : { declared }) };
    }
    if (next === null) return;
    if (seen.has(next.url))
      throw new CodedError('listing.page-repeated', `${from.url} leads back to ${next.url}`);
    from = next;
  }
}

export const dcatAdapter: Adapter = {
  family: 'dcat',

  probe: (context) => probeByListing(dcatAdapter, context),

  list(context, cursor) {
    const options = dcatOptions(context.source);
    return pagesOf(
      { ...context, options },
      cursor === null ? startCursor(context.source, options) : dcatCursor(cursor),
    );
  },

  detail: async () => [],

  read: (source, record) => statementOf(record, dcatOptions(source)),
};
