/** One exchange: one request sent, one answer read whole, within the limits. No policy here. */
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import type { Response } from 'got';
import { stopReason } from '../clock.ts';
import { tooLarge, unpack } from './body.ts';
import { faultOf } from './fault.ts';
import type { Agents, Transport } from './transport.ts';

export interface Ask {
  method: 'GET' | 'POST' | 'HEAD';
  /** Where it is sent, which a route may have bent. */
  to: URL;
  headers: Record<string, string>;
  body: string | undefined;
  maxBytes: number;
  /** The beginning of the body will do: the rest is not waited for. */
  peek?: true;
  /** How messages name it. */
  where: string;
}

export interface Answer {
  status: number;
  /** Lower-case names; without those that told how the body was packed. */
  headers: Record<string, string>;
  setCookie: string[];
  /** Unpacked. */
  body: Uint8Array;
}

/** Bodies of failures are read for their marks only. */
const FAILURE_BYTES = 256 * 1024;

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  packed: Buffer;
  /** The body went over the limit of a failure's and was dropped. */
  dropped: boolean;
}

function receive(transport: Transport, agents: Agents, ask: Ask, signal: AbortSignal): Promise<Received> {
  return new Promise((resolve, reject) => {
    const stream = transport.got.stream(ask.to, {
      method: ask.method,
      headers: ask.headers,
      ...(ask.method === 'POST' ? { body: ask.body ?? '' } : {}),
      agent: agents,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let response: Response | undefined;
    let sent: ClientRequest | undefined;
    let settled = false;
    const settle = (): void => {
      settled = true;
      signal.removeEventListener('abort', stop);
      stream.destroy();
    };
    // Listened to once, here: given the signal, got and node:http would each listen to it as well, with every request.
    const stop = (): void => fail(stopReason(signal));
    const end = (dropped: boolean): void => {
      if (settled || response === undefined) return;
      settle();
      const packed = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      resolve({ status: response.statusCode, headers: response.headers, packed, dropped });
    };
    const fail = (error: unknown): void => {
      if (settled) return;
      settle();
      reject(error);
    };
    signal.addEventListener('abort', stop, { once: true });
    stream.once('request', (request: ClientRequest) => {
      sent = request;
    });
    stream.once('response', (first: Response) => {
      response = first;
      const declared = Number(first.headers['content-length'] ?? 0);
      if (first.ok && declared > ask.maxBytes && ask.peek === undefined && ask.method !== 'HEAD')
        fail(tooLarge(ask.where, ask.maxBytes));
    });
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (response === undefined) return;
      if (ask.peek !== undefined && size >= ask.maxBytes) {
        end(false);
        return;
      }
      if (response.ok ? size > ask.maxBytes : size > FAILURE_BYTES) {
        if (response.ok) fail(tooLarge(ask.where, ask.maxBytes));
        else {
          chunks.length = 0;
          end(true);
        }
      }
    });
    stream.once('end', () => end(false));
    // A late error after the end still needs a listener.
    stream.on('error', (error: Error) => {
      if (settled) return;
      if (response === undefined && sent?.reusedSocket === true && isReset(error)) fail(new StaleSocket());
      else fail(faultOf(error, ask.where, response !== undefined));
    });
  });
}

/** The host had closed a kept-alive socket at the moment we wrote to it: nobody's fault. */
class StaleSocket extends Error {}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** A socket pool may hold several stale ones; a fresh socket ends the search. */
const STALE_SOCKETS = 3;

/** Throws the signal's reason, `source.too-large`, and what `faultOf` and `unpack` say. */
export async function exchange(
  transport: Transport,
  agents: Agents,
  ask: Ask,
  signal: AbortSignal,
): Promise<Answer> {
  for (let stale = 0; ; stale++) {
    if (signal.aborted) throw stopReason(signal);
    let received: Received;
    try {
      received = await receive(transport, agents, ask, signal);
    } catch (error) {
      if (!(error instanceof StaleSocket)) throw error;
      if (stale < STALE_SOCKETS) continue;
      throw faultOf(Object.assign(new Error('reset'), { code: 'ECONNRESET' }), ask.where, false);
    }
    const headers = flat(received.headers);
    const encoding = headers['content-encoding'];
    delete headers['content-encoding'];
    delete headers['content-length'];
    const failed = received.status < 200 || received.status >= 300;
    const limit = failed ? FAILURE_BYTES : ask.maxBytes;
    let body: Uint8Array = received.packed;
    try {
      const packedBy = received.dropped || ask.method === 'HEAD' ? undefined : encoding;
      body = await unpack(received.packed, packedBy, limit, ask.where);
    } catch (error) {
      // The status of a failure says more than its damaged page, and a beginning cannot always be unpacked.
      if (!failed && ask.peek === undefined) throw error;
      body = new Uint8Array();
    }
    return { status: received.status, headers, setCookie: received.headers['set-cookie'] ?? [], body };
  }
}
