/** Datasets that pages describe in schema.org's words: sitemaps list the pages, their `lastmod` says which changed. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import { textOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListedRow, ListPage, UnlistableRow } from '../contract.ts';
import { probeByListing } from '../probe.ts';
import { blocksIn, ownAddress, parseSitemap, rowsOf, type Sitemap } from './parse.ts';
import {
  pageRequest,
  type SchemaOrgOptions,
  type SitemapCursor,
  schemaOrgOptions,
  sitemapCursor,
  sitemapRequest,
} from './request.ts';
import { statementOf } from './statement.ts';

interface Listed {
  rows: (ListedRow | UnlistableRow)[];
  missing: string | undefined;
  place: SitemapCursor;
}

const sitemapAt = ({ http }: AdapterContext, url: string, options: SchemaOrgOptions): Promise<Sitemap> =>
  askAndRead(http, sitemapRequest(url, options), (answer) => parseSitemap(answer, options));

/** Rows in pieces, from a place on; those of sitemaps without a row are none. */
async function* pieces(
  context: AdapterContext,
  options: SchemaOrgOptions,
  start: SitemapCursor,
): AsyncGenerator<Listed> {
  const { base } = context.source.harvest;
  const root = `${base}${options.sitemap}`;
  const first = await sitemapAt(context, root, options);
  const urls =
    first.kind === 'pages' ? [root] : first.locations.map(({ loc }) => ownAddress(loc, base) ?? loc);
  for (let map = start.map; map < urls.length; map += 1) {
    context.signal.throwIfAborted();
    const url = urls[map] ?? root;
    if (ownAddress(url, base) === undefined) {
      yield { rows: [], missing: `${url}: a sitemap of another site`, place: { map, at: 0 } };
      continue;
    }
    const sitemap = first.kind === 'pages' ? first : await sitemapAt(context, url, options);
    if (sitemap.kind === 'index') {
      yield { rows: [], missing: `${url}: an index within the index`, place: { map, at: 0 } };
      continue;
    }
    const rows = rowsOf(sitemap, url, base, options);
    const from = map === start.map ? start.at : 0;
    for (let at = from; at < rows.length; at += options.rows)
      yield { rows: rows.slice(at, at + options.rows), missing: undefined, place: { map, at } };
  }
}

async function* pagesOf(context: AdapterContext, start: SitemapCursor): AsyncGenerator<ListPage> {
  let held: ListPage = { rows: [], unlistable: [], next: null };
  let any = false;
  const missing: string[] = [];
  const told = () => (missing.length === 0 ? {} : { missing: missing.join('; ').slice(0, 1000) });
  for await (const piece of pieces(context, schemaOrgOptions(context.source), start)) {
    if (piece.missing !== undefined) missing.push(piece.missing);
    if (piece.rows.length === 0) continue;
    if (any) yield { ...held, ...told(), next: piece.place };
    any = true;
    held = { rows: [], unlistable: [], next: null };
    for (const row of piece.rows) {
      if ('row' in row) held.rows.push(row);
      else held.unlistable.push(row);
    }
  }
  yield { ...held, ...told() };
}

export const schemaOrgAdapter: Adapter = {
  family: 'schema-org',

  probe: (context) => probeByListing(schemaOrgAdapter, context),

  list: (context, cursor) => pagesOf(context, sitemapCursor(cursor)),

  async detail({ source, http }, row) {
    const url = ownAddress(row.id, source.harvest.base);
    if (url === undefined) throw new CodedError('record.invalid', `${row.id} is no address of this site`);
    try {
      return await askAndRead(http, pageRequest(url, schemaOrgOptions(source)), (answer) => [
        {
          role: 'detail',
          mediaType: 'application/json' as const,
          url: answer.url,
          text: JSON.stringify(blocksIn(textOf(answer))),
        },
      ]);
    } catch (error) {
      if (coded(error).code !== 'source.not-found') throw error;
      throw new CodedError('record.detail-missing', `${url} is gone`, { cause: error });
    }
  },

  read: (_source, record) => statementOf(record),
};
