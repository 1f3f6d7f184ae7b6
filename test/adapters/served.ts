/** Documents served under their paths, and all that an adapter's listing of them brings. */
import type { Adapter, ListPage } from '../../adapters/contract.ts';
import type { Statement } from '../../config/record.ts';
import { contextOf, serve, sourceOf } from './site.ts';

export interface Served {
  pages: ListPage[];
  ids: string[];
  refused: [string, string | undefined][];
  stated: Statement[];
  asked: string[];
}

/** `answer` gives the body for a path with its query (and a body), undefined where there is none. */
export async function served(
  adapter: Adapter,
  answer: (asked: string, body: string) => string | undefined,
  options: Record<string, unknown> = {},
  since?: string,
): Promise<Served> {
  const site = await serve((url, response, request) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = answer(`${url.pathname}${url.search}`, Buffer.concat(parts).toString());
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' });
      response.end(body?.replaceAll('{base}', site.base));
    });
  });
  try {
    const source = sourceOf(adapter.family, site.base, options);
    const context = contextOf(source);
    const pages: ListPage[] = [];
    const listing =
      since === undefined ? adapter.list(context, null) : adapter.changes!.list(context, since, null);
    for await (const page of listing) pages.push(page);
    const rows = pages.flatMap((page) => page.rows);
    return {
      pages,
      ids: rows.map(({ id }) => id),
      refused: pages.flatMap(({ unlistable }) => unlistable).map(({ code, id }) => [code, id]),
      stated: rows.flatMap(({ id, row }) => adapter.read(source, { id, parts: [row] })),
      asked: site.asked,
    };
  } finally {
    await site.close();
  }
}
