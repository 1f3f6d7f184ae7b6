/** Small servers with wires of their own, for what no platform of the country does. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AdapterContext, HttpClient, ListPage } from '../../../adapters/contract.ts';
import { declaredAdapter } from '../../../adapters/declared/adapter.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Cursor, RawRecord, Statement } from '../../../config/record.ts';
import { type HarvestableSource, Source } from '../../../config/registry/source.ts';

export interface Asked {
  method: string;
  url: URL;
  body: string;
  headers: IncomingMessage['headers'];
}
/** A body, with its type where it is not JSON in UTF-8. */
export type Reply = string | { status?: number; type?: string; body: string | Uint8Array };

export interface Played {
  source: HarvestableSource;
  asked: Asked[];
  pages(cursor?: Cursor | null): Promise<ListPage[]>;
  /** All records, detailed and read; a refused one as its code. */
  statements(): Promise<(Statement | string)[]>;
  context: AdapterContext;
  close(): Promise<void>;
}

export const adapter = declaredAdapter('declared');

export const sourceOf = (
  wire: unknown,
  base: string,
  options: Record<string, unknown> = {},
): HarvestableSource =>
  Source.parse({
    id: 'test-wire',
    title: '测试',
    kind: 'open-platform',
    mode: 'opening',
    region: '330100',
    home: base,
    harvest: { family: 'declared', base, options: { ...options, wire } },
  }) as HarvestableSource;

/** As the harvester's client answers: only 2xx comes back. */
const http: HttpClient = {
  async request({ method, url, headers, body }) {
    const answer = await fetch(url, {
      method,
      headers: headers ?? {},
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status === 404) throw new CodedError('source.not-found', url);
    if (!answer.ok) throw new CodedError('source.unavailable', `${url}: ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return {
      status: answer.status,
      url: answer.url,
      headers: Object.fromEntries(answer.headers),
      body: bytes,
    };
  },
};

export async function play(
  wire: unknown,
  reply: (asked: Asked) => Reply,
  options: Record<string, unknown> = {},
): Promise<Played> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const one = {
        method: request.method!,
        url: new URL(request.url!, 'http://x'),
        body,
        headers: request.headers,
      };
      asked.push(one);
      const given = reply(one);
      const {
        status = 200,
        type = 'application/json',
        body: out,
      } = typeof given === 'string' ? { body: given } : given;
      response.writeHead(status, { 'content-type': type }).end(out);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = sourceOf(wire, base, options);
  const context: AdapterContext = { source, http: { ...http }, signal: new AbortController().signal };
  const pages = async (cursor: Cursor | null = null): Promise<ListPage[]> => {
    const all: ListPage[] = [];
    for await (const page of adapter.list(context, cursor)) all.push(page);
    return all;
  };
  return {
    source,
    asked,
    pages,
    context,
    async statements() {
      const all: (Statement | string)[] = [];
      for (const row of (await pages()).flatMap((page) => page.rows)) {
        try {
          const parts = [row.row, ...(row.complete ? [] : await adapter.detail(context, row))];
          all.push(adapter.read(source, JSON.parse(JSON.stringify({ id: row.id, parts })) as RawRecord));
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
          all.push(error.code);
        }
      }
      return all;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A list in one page, its rows complete. */
export const simple = {
  list: {
    request: { url: '{base}/list', query: { p: '{page}' } },
    paging: { size: 100, rows: 'total' },
    items: { select: 'rows' },
  },
  row: { id: 'id' },
};
export const withRow = (row: object, rest: object = {}): object => ({
  ...simple,
  ...rest,
  row: { ...simple.row, ...row },
});
export const rows = (...all: unknown[]): string => JSON.stringify({ total: all.length, rows: all });
export const only = async (one: Played): Promise<Statement> => {
  const [statement] = await one.statements();
  if (statement === undefined || typeof statement === 'string') throw new Error(`no statement: ${statement}`);
  return statement;
};
export const codeOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'no error',
    (error: { code?: string }) => error.code ?? error,
  );
