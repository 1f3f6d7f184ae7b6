/** A document or several served by a small server, and all that a listing of it brings. */

import type { ListPage } from '../../../adapters/contract.ts';
import { dcatAdapter } from '../../../adapters/dcat/adapter.ts';
import type { Cursor, Statement } from '../../../config/record.ts';
import { contextOf, serve, sourceOf } from '../site.ts';

export interface Served {
  type?: string;
  body: string | Uint8Array;
}

export interface Harvested {
  base: string;
  asked: string[];
  pages: ListPage[];
  ids: string[];
  texts: string[];
  stated: Statement[];
}

/** `{base}` in a body is the server's own address. */
export async function harvest(
  documents: Record<string, Served>,
  options: Record<string, unknown> = {},
  from: (base: string) => Cursor | null = () => null,
): Promise<Harvested> {
  const site = await serve((url, response) => {
    const found = documents[`${url.pathname}${url.search}`];
    response.statusCode = found === undefined ? 404 : 200;
    if (found?.type !== undefined) response.setHeader('content-type', found.type);
    const body = found?.body ?? '';
    response.end(typeof body === 'string' ? body.replaceAll('{base}', site.base) : body);
  });
  try {
    const source = sourceOf('dcat', site.base, { path: Object.keys(documents)[0] ?? '/', ...options });
    const pages: ListPage[] = [];
    for await (const page of dcatAdapter.list(contextOf(source), from(site.base))) pages.push(page);
    const rows = pages.flatMap((page) => page.rows);
    return {
      base: site.base,
      asked: site.asked,
      pages,
      ids: rows.map((row) => row.id),
      texts: rows.map((row) => row.row.text),
      stated: rows.map((row) => dcatAdapter.read(source, { id: row.id, parts: [row.row] })),
    };
  } finally {
    await site.close();
  }
}
