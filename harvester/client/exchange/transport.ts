/** The sockets: kept-alive agents and the one got instance, shared by all runs. */

import { constants } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import got, { type Got } from 'got';
import type { Harvest } from '../../../config/registry/source.ts';
import { type Resolve, socketLookup } from '../address.ts';

export interface Timeouts {
  /** Each of name resolution, TCP connection and TLS handshake, in ms. */
  connectMs: number;
  /** From the request's end to the answer's first byte, in ms. */
  firstByteMs: number;
  /** Without any byte, in ms; it counts before the first byte, too, so it is no shorter than that. */
  idleMs: number;
  /** The whole exchange, in ms. */
  totalMs: number;
}

export interface Agents {
  http: http.Agent;
  https: https.Agent;
}

const MAX_HEADER_BYTES = 32 * 1024;
const MAX_IDLE_SOCKETS = 64;

export class Transport {
  readonly got: Got;
  readonly #resolve: Resolve;
  readonly #agents = new Map<string, Agents>();

  constructor(resolve: Resolve, timeouts: Timeouts) {
    this.#resolve = resolve;
    this.got = got.extend({
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      // Unpacking, cookies and redirects are ours: got knows no limit for the first, and routes bend the others.
      decompress: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      timeout: {
        lookup: timeouts.connectMs,
        connect: timeouts.connectMs,
        secureConnect: timeouts.connectMs,
        response: timeouts.firstByteMs,
        socket: timeouts.idleMs,
        request: timeouts.totalMs,
      },
    });
  }

  /**
   * Sockets are pooled by what they were opened under, so that none that was opened with less care (an inside
   * address, no verification) is ever used where more is due.
   */
  agents(tls: Harvest['tls'], guarded: boolean): Agents {
    const key = `${guarded} ${tls.verify} ${tls.legacy}`;
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const options: https.AgentOptions = {
      keepAlive: true,
      maxFreeSockets: MAX_IDLE_SOCKETS,
      lookup: socketLookup(this.#resolve, guarded),
    };
    const agents: Agents = {
      http: new http.Agent(options),
      https: new https.Agent({
        ...options,
        rejectUnauthorized: tls.verify,
        ...(tls.legacy
          ? {
              minVersion: 'TLSv1' as const,
              ciphers: 'DEFAULT@SECLEVEL=0',
              secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
            }
          : {}),
      }),
    };
    this.#agents.set(key, agents);
    return agents;
  }

  close(): void {
    for (const { http: plain, https: secure } of this.#agents.values()) {
      plain.destroy();
      secure.destroy();
    }
    this.#agents.clear();
  }
}
