/** A small site for tests of one adapter, and a plain client that asks it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AdapterContext, HttpClient } from '../../adapters/contract.ts';
import { CodedError } from '../../config/errors/errors.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';

export type Handler = (url: URL, response: ServerResponse, request: IncomingMessage) => void;

export interface Site {
  base: string;
  asked: string[];
  close(): Promise<void>;
}

export async function serve(handler: Handler): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site.test');
    asked.push(`${url.pathname}${url.search}`);
    handler(url, response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As the harvester's client: what is not 2xx is a coded error; `routes` lead from real origins to local ones. */
export const clientOf = (routes: Record<string, string> = {}): HttpClient => ({
  async request({ method, url, headers, body }) {
    const { origin } = new URL(url);
    const local = `${routes[origin] ?? origin}${url.slice(origin.length)}`;
    const answer = await fetch(local, {
      method,
      headers: headers ?? {},
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status === 404) throw new CodedError('source.not-found', url);
    if (!answer.ok) throw new CodedError('source.unavailable', `${url}: ${answer.status}`);
    return {
      status: answer.status,
      url,
      headers: Object.fromEntries(answer.headers),
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  },
});

export function sourceOf(
  family: string,
  base: string,
  options: Record<string, unknown> = {},
): HarvestableSource {
  return Source.parse({
    id: 'test',
    title: '测试',
    kind: 'open-platform',
    mode: 'opening',
    region: '330100',
    home: base,
    harvest: { family, base, options },
  }) as HarvestableSource;
}

export const contextOf = (source: HarvestableSource, routes?: Record<string, string>): AdapterContext => ({
  source,
  http: clientOf(routes),
  signal: new AbortController().signal,
});

/** The code of the error that `act` ends in; its value where it does not. */
export async function codeOf(act: () => unknown): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    return error instanceof CodedError ? error.code : error;
  }
}
