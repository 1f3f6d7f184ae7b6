/** One real HTTP server: a host of the country with the platforms that live on it. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listingOf, PoisonedRow, type Shelf } from './catalogue.ts';
import { type Misbehaviour, Misbehaviours } from './misbehave.ts';
import { send } from './transport.ts';
import { type Answer, type Asked, html, json, type RequestKind, type Wire } from './wire.ts';

export type Counters = Record<RequestKind, number>;

/** A platform as it stands on its host. */
export interface Resident {
  id: string;
  wire: Wire;
  shelf: Shelf;
}

interface Standing extends Resident {
  faults: Misbehaviours;
  counters: Counters;
}

export interface Host {
  /** `http://127.0.0.1:port`. */
  origin: string;
  counters(id: string): Counters;
  /** Sets what goes wrong at a platform; nothing goes wrong with an empty list. */
  misbehave(id: string, ...faults: Misbehaviour[]): void;
  close(): Promise<void>;
}

/** Requests may carry so much, in bytes. */
const BODY_LIMIT = 1 << 20;

async function bodyOf(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET' || request.method === 'HEAD') return '';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Starts a server on a free local port. Its control addresses are `/-/misbehave/<platform>`,
 * `/-/remove/<platform>` (ids) and `/-/counters`.
 */
export async function startHost(residents: Resident[]): Promise<Host> {
  const platforms: Standing[] = residents.map((each) => ({
    ...each,
    faults: new Misbehaviours(),
    counters: { list: 0, detail: 0, other: 0 },
  }));
  const find = (id: string): Standing => {
    const platform = platforms.find((each) => each.id === id);
    if (!platform) throw new Error(`no platform ${id} on this host`);
    return platform;
  };

  const control = (asked: Asked): Answer | undefined => {
    if (!asked.path.startsWith('/-/')) return undefined;
    if (asked.path === '/-/counters') {
      return json('other', Object.fromEntries(platforms.map((each) => [each.id, each.counters])));
    }
    const [, act, id] = /^\/-\/(misbehave|remove)\/(.+)$/.exec(asked.path) ?? [];
    if (!id || !platforms.some((each) => each.id === id)) return json('other', { error: 'unknown' }, 404);
    if (act === 'remove') {
      const ids = JSON.parse(asked.body || '[]') as string[];
      find(id).shelf.remove(...ids);
      return json('other', { id, ids });
    }
    const faults = JSON.parse(asked.body || '[]') as Misbehaviour[];
    find(id).faults.set(faults);
    return json('other', { id, faults });
  };

  /** The platform whose address it is; among several, the one that has what is asked for. */
  const addressed = (asked: Asked): { platform: Standing; plain: Answer } | undefined => {
    let absent: { platform: Standing; plain: Answer } | undefined;
    for (const platform of platforms) {
      const plain = platform.wire(asked, listingOf(platform.shelf, [], platform.counters.list));
      if (plain && !plain.elsewhere) return { platform, plain };
      if (plain) absent ??= { platform, plain };
    }
    return absent;
  };

  const answered = (asked: Asked): { answer: Answer; struck: Misbehaviour[] } => {
    const { platform, plain } = addressed(asked) ?? {
      platform: platforms[0]!,
      plain: html('other', '<h1>404 Not Found</h1>', 404),
    };
    const struck = platform.faults.strike(plain.kind);
    const listing = listingOf(platform.shelf, struck, platform.counters.list);
    platform.counters[plain.kind]++;
    if (struck.length === 0) return { answer: plain, struck };
    // What goes wrong goes wrong with a whole answer, not with a "not modified".
    const { 'if-none-match': _, ...headers } = asked.headers;
    try {
      return { answer: platform.wire({ ...asked, headers }, listing) ?? plain, struck };
    } catch (error) {
      if (!(error instanceof PoisonedRow)) throw error;
      return { answer: html(plain.kind, '<h1>500 Internal Server Error</h1>', 500), struck };
    }
  };

  const server = createServer((request, response) => {
    void (async () => {
      // Whole, as a path may begin with two slashes.
      const url = new URL(`http://host${request.url ?? '/'}`);
      const asked: Asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: await bodyOf(request),
      };
      const controlled = control(asked);
      const { answer, struck } = controlled ? { answer: controlled, struck: [] } : answered(asked);
      await send(request, response, answer, struck);
    })().catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(400).end(String(error));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    counters: (id) => find(id).counters,
    misbehave: (id, ...faults) => find(id).faults.set(faults),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
