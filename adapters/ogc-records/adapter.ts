/** OGC API – Records: collections of records, paged by links. */
import { CodedError } from '../../config/errors/errors.ts';
import { jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { nextUrl } from '../paging/next-link.ts';
import { probeByListing } from '../probe.ts';
import { featureOf, type ItemsPage, parseCollections, parseItems } from './parse.ts';
import {
  collectionsUrl,
  documentRequest,
  type RecordsCursor,
  type RecordsOptions,
  recordsCursor,
  recordsOptions,
  startCursor,
} from './request.ts';
import { recordStatement } from './statement.ts';

interface Asking extends AdapterContext {
  options: RecordsOptions;
  since: string | null;
}

/** Pages of collections that are looked through: a server has a few. */
const MOST_PAGES = 100;

/** The collections to go over, in the server's order. Throws `source.shape-changed` where none holds records. */
async function collectionsOf({ source, http, options, signal }: Asking): Promise<string[]> {
  if (options.collections.length > 0) return options.collections;
  const found: string[] = [];
  const seen = new Set<string>();
  let url: string | undefined = collectionsUrl(source, options);
  const first = url;
  while (url !== undefined && !seen.has(url) && seen.size < MOST_PAGES) {
    signal.throwIfAborted();
    seen.add(url);
    const page: ReturnType<typeof parseCollections> & { url: string } = await askAndRead(
      http,
      documentRequest('other', url),
      (answer) => ({ ...parseCollections(jsonOf(answer), answer.url), url: answer.url }),
    );
    found.push(...page.ids);
    url = page.next === undefined ? undefined : nextUrl(source, options, page.next, page.url);
  }
  if (found.length === 0)
    throw new CodedError('source.shape-changed', `${first}: no collection with itemType record`);
  return found;
}

type Items = ItemsPage & { url: string };

async function itemsAt({ http }: Asking, at: RecordsCursor): Promise<Items> {
  const page = await askAndRead(http, documentRequest('list', at.url), (answer) => ({
    ...parseItems(jsonOf(answer), answer.url),
    url: answer.url,
  }));
  const first = page.rows[0]?.id ?? null;
  if (first !== null && first === at.first)
    throw new CodedError('listing.page-repeated', `${at.url} begins with ${first}, as the page before it`);
  return page;
}

async function* pagesOf(asking: Asking, cursor: RecordsCursor | null): AsyncGenerator<ListPage> {
  const { source, options, signal, since } = asking;
  const collections = await collectionsOf(asking);
  if (cursor !== null && !collections.includes(cursor.collection))
    throw new CodedError('listing.cursor-invalid', `there is no collection ${cursor.collection}`);
  const starting = (index: number): RecordsCursor | null => {
    const collection = collections[index];
    return collection === undefined ? null : startCursor(source, options, collection, since);
  };
  let at = cursor ?? starting(0);
  const several = collections.length > 1;
  for (;;) {
    if (at === null) return;
    signal.throwIfAborted();
    const { rows, unlistable, declared, clock, next: link, url } = await itemsAt(asking, at);
    const passed = at.passed + rows.length + unlistable.length;
    const first = rows[0]?.id ?? null;
    // A page of nothing is the end, whatever it links to.
    const more = link !== undefined && passed > at.passed;
    const next: RecordsCursor | null = more
      ? { ...at, url: nextUrl(source, options, link, url), passed, first }
      : starting(collections.indexOf(at.collection) + 1);
    const short = several && !more && declared !== undefined && passed < declared;
    yield {
      rows,
      unlistable,
      // Numbers of single collections are no number of the whole.
      ...(declared === undefined || several ? {} : { declared }),
      ...(short ? { missing: `collection ${at.collection}: ${passed} of ${declared} records` } : {}),
      ...(cursor === null && at.passed === 0 && at.collection === collections[0] && clock !== undefined
        ? { clock }
        : {}),
      next,
    };
    at = next;
  }
}

export const ogcRecordsAdapter: Adapter = {
  family: 'ogc-records',

  probe: (context) => probeByListing(ogcRecordsAdapter, context),

  list: (context, cursor) =>
    pagesOf(
      { ...context, options: recordsOptions(context.source), since: null },
      cursor === null ? null : recordsCursor(cursor),
    ),

  changes: {
    offered: (source) => recordsOptions(source).changes !== undefined,
    list: (context, since, cursor) =>
      pagesOf(
        { ...context, options: recordsOptions(context.source), since },
        cursor === null ? null : recordsCursor(cursor),
      ),
  },

  detail: async () => [],

  read(source, record) {
    const { page } = recordsOptions(source);
    const url = record.parts.find(({ role }) => role === 'row')?.url ?? source.harvest.base;
    return recordStatement(featureOf(record), record.id, url, page);
  },
};
