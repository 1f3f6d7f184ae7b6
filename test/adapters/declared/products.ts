/** A product's platform as its row says, on the server of its wire, for what its sheet warns of. */
import type { AdapterContext, ListedRow, ListPage } from '../../../adapters/contract.ts';
import { adapterFor } from '../../../adapters/registry.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Statement } from '../../../config/record.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { createClients } from '../../../harvester/client/client.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import type { SampledThing } from '../../sources/thing.ts';

export interface Product {
  source: HarvestableSource;
  server: StartedPlatform;
  pages(): Promise<ListPage[]>;
  rows(): Promise<ListedRow[]>;
  /** What the row and its details say; its code where it is refused. */
  read(row: ListedRow): Promise<Statement | string>;
  close(): Promise<void>;
}

export async function product(
  id: string,
  things: SampledThing[] | number,
  change: (source: HarvestableSource) => HarvestableSource = (source) => source,
): Promise<Product> {
  const row = loadSources().find((source) => source.id === id) as HarvestableSource;
  const source = change({ ...row, harvest: { ...row.harvest, pace: { perSecond: null, concurrency: 4 } } });
  const server = await startPlatform(
    source,
    typeof things === 'number' ? { seed: 11, count: things } : things,
  );
  const retry = { perRequest: 0, baseMs: 1, capMs: 1 };
  const clients = createClients({ contact: 'https://huimu.example/contact', routes: server.routes, retry });
  const { signal } = new AbortController();
  const http = clients.forRun({ source, signal, requests: { list: 0, detail: 0, other: 0 } });
  const context: AdapterContext = { source, http, signal };
  const adapter = await adapterFor(source);
  const pages = async (): Promise<ListPage[]> => {
    const all: ListPage[] = [];
    for await (const page of adapter.list(context, null)) all.push(page);
    return all;
  };
  return {
    source,
    server,
    pages,
    rows: async () => (await pages()).flatMap((page) => page.rows),
    async read(row) {
      try {
        const parts = [row.row, ...(row.complete ? [] : await adapter.detail(context, row))];
        return adapter.read(source, { id: row.id, parts });
      } catch (error) {
        if (error instanceof CodedError) return error.code;
        throw error;
      }
    },
    async close() {
      clients.close();
      await server.close();
    },
  };
}

/** The statement of each row, by the thing's identifier; a refused one as its code. */
export async function statementsOf(one: Product): Promise<Map<string, Statement | string>> {
  const all = new Map<string, Statement | string>();
  for (const row of await one.rows()) all.set(row.id, await one.read(row));
  return all;
}
