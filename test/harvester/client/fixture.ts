/** Real local servers and the client against them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { HttpClient } from '../../../adapters/contract.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import { type HarvestableSource, Source } from '../../../config/registry/source.ts';
import { type ClientOptions, type Clients, createClients } from '../../../harvester/client/client.ts';
import type { Clock } from '../../../harvester/client/clock.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface Local {
  origin: string;
  port: number;
  /** `GET /path` of every request that came, robots.txt left out. */
  seen: string[];
  /** How often robots.txt was asked. */
  robots: number;
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

/** A server that has no robots.txt unless `robots` answers for it. */
export async function serve(handler: Handler, robots?: Handler): Promise<Local> {
  const local: Local = { origin: '', port: 0, seen: [], robots: 0 };
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') {
      local.robots++;
      if (robots === undefined) response.writeHead(404).end();
      else robots(request, response, '');
      return;
    }
    local.seen.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handler(request, response, Buffer.concat(chunks).toString()));
  });
  local.port = await listen(server);
  local.origin = `http://127.0.0.1:${local.port}`;
  return local;
}

/** The origin of the source's base in tests: real in every place but the sending. */
export const REAL = 'https://data.example.gov.cn';

export function sourceAt(
  base: string,
  harvest: Record<string, unknown> = {},
  id = 'example',
): HarvestableSource {
  const source = Source.parse({
    id,
    title: '示例',
    kind: 'open-platform',
    mode: 'opening',
    region: '110000',
    home: base,
    harvest: { family: 'ckan', base, pace: { perSecond: null, concurrency: 8 }, ...harvest },
  });
  if (source.harvest === undefined) throw new Error('not harvestable');
  return { ...source, harvest: source.harvest };
}

export function clientsWith(options: Partial<ClientOptions> = {}): Clients {
  const clients = createClients({
    contact: 'https://huimu.example.org/robot',
    clock: new JumpClock(),
    ...options,
  });
  onTestFinished(() => clients.close());
  return clients;
}

export interface TestRun extends HttpClient {
  stop: AbortController;
  requests: { list: number; detail: number; other: number };
  get(
    path: string,
    more?: { purpose?: 'list' | 'detail'; maxBytes?: number },
  ): ReturnType<HttpClient['request']>;
}

export function runOf(clients: Clients, source: HarvestableSource): TestRun {
  const stop = new AbortController();
  const requests = { list: 0, detail: 0, other: 0 };
  const http = clients.forRun({ source, signal: stop.signal, requests });
  return {
    stop,
    requests,
    request: (request) => http.request(request),
    get: (path, more = {}) =>
      http.request({ method: 'GET', url: new URL(path, source.harvest.base).href, ...more }),
  };
}

/** A run against a local server that its base names. */
export async function against(
  handler: Handler,
  options: Partial<ClientOptions> = {},
  harvest: Record<string, unknown> = {},
): Promise<{ local: Local; run: TestRun; clients: Clients }> {
  const local = await serve(handler);
  const clients = clientsWith(options);
  return { local, clients, run: runOf(clients, sourceAt(local.origin, harvest)) };
}

export const NO_RETRY = { retry: { perRequest: 0 } };

/** The coded error that the work ends in. */
export async function failure(work: Promise<unknown>): Promise<CodedError> {
  const outcome = await work.then(
    () => new Error('it succeeded'),
    (error: unknown) => error,
  );
  if (outcome instanceof CodedError) return outcome;
  throw outcome;
}

export const text = (body: Uint8Array): string => Buffer.from(body).toString('utf8');

interface Timer {
  at: number;
  then: () => void;
}

/** Time that moves only when told to. */
export class HandClock implements Clock {
  time = Date.UTC(2026, 0, 5, 4, 0, 0);
  protected timers: Timer[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.time + Math.max(ms, 0), then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** How many wait for their time. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Fires the earliest timer up to `limit`, and moves to it. */
  protected fire(limit: number): boolean {
    const next = this.timers.reduce<Timer | undefined>(
      (first, each) => (first === undefined || each.at < first.at ? each : first),
      undefined,
    );
    if (next === undefined || next.at > limit) return false;
    this.timers = this.timers.filter((each) => each !== next);
    this.time = Math.max(this.time, next.at);
    next.then();
    return true;
  }

  /** Moves on, letting what was woken do its work before the next timer fires. */
  async advance(ms: number): Promise<void> {
    const limit = this.time + ms;
    await settle();
    while (this.fire(limit)) await settle();
    this.time = limit;
  }
}

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time in which waiting takes no time: it jumps to the earliest timer as soon as there is one. */
export class JumpClock extends HandClock {
  override after(ms: number, then: () => void): () => void {
    const cancel = super.after(ms, then);
    setImmediate(() => this.fire(Number.POSITIVE_INFINITY));
    return cancel;
  }
}
