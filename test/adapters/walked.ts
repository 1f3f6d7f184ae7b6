/** A listing of one adapter over one wire, gone through to its end, and what it asked for. */
import type { Adapter, ListPage } from '../../adapters/contract.ts';
import type { Cursor, Statement } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import { type StartedPlatform, startPlatform } from '../sources/platform.ts';
import type { SampledThing } from '../sources/thing.ts';
import type { Site, Wire } from '../sources/wire.ts';
import { contextOf, sourceOf } from './site.ts';

export const BASE = 'https://data.standard.gov.cn';
export const SITE: Site = { origin: BASE, context: '', title: '测试' };

export interface Walked {
  pages: ListPage[];
  ids: string[];
  /** Ids of rows that became no entry, with their codes. */
  refused: [string, string | undefined][];
  /** Paths and queries that were asked for. */
  asked: string[];
  stated: Statement[];
}

export interface Standing {
  platform: StartedPlatform;
  source: HarvestableSource;
  /** Everything from `cursor` on; `since`: changes only. */
  walk(how?: { cursor?: Cursor | null; since?: string }): Promise<Walked>;
}

/** A platform that speaks `wire`, asked by `adapter`. */
export async function standing(
  adapter: Adapter,
  wire: Wire,
  things: SampledThing[] | { seed: number; count: number },
  options: Record<string, unknown> = {},
): Promise<Standing> {
  const source = sourceOf(adapter.family, BASE, options);
  const platform = await startPlatform(source, things, { wire, shape: 'uuid' });
  return {
    platform,
    source,
    async walk({ cursor = null, since } = {}) {
      const plain = contextOf(source, platform.routes);
      const asked: string[] = [];
      const context = {
        ...plain,
        http: {
          request: (request: Parameters<typeof plain.http.request>[0]) => {
            asked.push(request.url.slice(BASE.length) + (request.body ?? ''));
            return plain.http.request(request);
          },
        },
      };
      const listing =
        since === undefined ? adapter.list(context, cursor) : adapter.changes!.list(context, since, cursor);
      const pages: ListPage[] = [];
      for await (const page of listing) pages.push(page);
      const rows = pages.flatMap((page) => page.rows);
      return {
        pages,
        asked,
        ids: rows.map(({ id }) => id),
        refused: pages.flatMap((page) => page.unlistable).map(({ code, id }) => [code, id]),
        stated: rows.map(({ id, row }) => adapter.read(source, { id, parts: [row] })),
      };
    },
  };
}
