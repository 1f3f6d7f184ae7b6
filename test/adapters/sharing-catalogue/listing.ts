/** Files served by a small server and all that a listing of them brings. */
import type { ListedRow, ListPage, UnlistableRow } from '../../../adapters/contract.ts';
import { adapterFor } from '../../../adapters/registry.ts';
import type { Statement } from '../../../config/record.ts';
import { contextOf, serve, sourceOf } from '../site.ts';

export interface Brought {
  pages: ListPage[];
  rows: ListedRow[];
  unlistable: UnlistableRow[];
  /** By id. */
  stated: Map<string, Statement>;
  /** What reading a row was refused for. */
  refused: unknown[];
}

/** `files`: bodies in their order. */
export async function brought(
  files: (Uint8Array | string)[],
  options: Record<string, unknown> = {},
  family = 'sharing-catalogue',
): Promise<Brought> {
  const site = await serve((url, response) => {
    // Neither name nor type says what it is.
    response.setHeader('content-type', 'application/octet-stream');
    response.end(files[Number(url.pathname.slice(1))]);
  });
  try {
    const paths = files.map((_, at) => `/${at}`);
    return await listed(sourceOf(family, site.base, { paths, ...options }));
  } finally {
    await site.close();
  }
}

export async function listed(source: ReturnType<typeof sourceOf>): Promise<Brought> {
  const adapter = await adapterFor(source);
  const pages: ListPage[] = [];
  for await (const page of adapter.list(contextOf(source), null)) pages.push(page);
  const rows = pages.flatMap((page) => page.rows);
  const stated = new Map<string, Statement>();
  const refused: unknown[] = [];
  for (const row of rows) {
    try {
      stated.set(row.id, adapter.read(source, { id: row.id, parts: [row.row] }));
    } catch (error) {
      refused.push(error);
    }
  }
  return { pages, rows, unlistable: pages.flatMap((page) => page.unlistable), stated, refused };
}
