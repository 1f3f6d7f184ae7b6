/**
 * The polite client: one for the process, a part of it for each run. It owns pace, retries, robots.txt, redirects,
 * cookies, limits and the refusal of inside addresses; adapters only say what to ask.
 */
import { setMaxListeners } from 'node:events';
import { CodedError } from '../../config/errors/errors.ts';
import product from '../../package.json' with { type: 'json' };
import { type PaceBook, Paces } from '../pace/pace.ts';
import type { Gates } from '../pace/port.ts';
import { SharedPaces } from '../pace/shared-paces.ts';
import { type Resolve, systemResolve } from './address.ts';
import { type Clock, systemClock } from './clock.ts';
import { RETRY_DEFAULTS, type RetryOptions } from './retry.ts';
import { RobotsBook } from './robots.ts';
import { Routes } from './routes.ts';
import { keptOf, type Looked, type Outcome, RunClient, type RunOptions, type Shared } from './run-client.ts';

export type { Looked, RunOptions };

/** The client of one run, which also looks whether addresses answer. */
export type PoliteClient = Pick<RunClient, 'request' | 'look'>;

import { type Timeouts, Transport } from './exchange/transport.ts';
import { MemoryValidators, type Validators } from './validators.ts';

/** Our product name: the User-Agent's first word, and whom robots.txt addresses. */
const AGENT = 'Huimu';
const MAX_BYTES = 32 << 20;
const TIMEOUTS: Timeouts = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 60_000, totalMs: 300_000 };

export interface ClientOptions {
  /** Where a platform's keepers learn who we are and reach us: an http(s) or mailto address, for the User-Agent. */
  contact: string;
  /** Real origin → origin that its requests are sent to. */
  routes?: Record<string, string>;
  timeouts?: Partial<Timeouts>;
  retry?: Partial<RetryOptions>;
  /** Limit of a decoded body where the request names none, in bytes; 32 MiB where absent. */
  maxBytes?: number;
  /** Where bodies and validators of list pages are kept for conditional requests; in memory where absent. */
  validators?: Validators;
  resolve?: Resolve;
  /** Gates that other processes' requests pass as well; this process keeps its own pace where absent. */
  gates?: Gates;
  /** Told of every request sent how it came out. */
  onOutcome?: (outcome: Outcome) => void;
  clock?: Clock;
  random?: () => number;
}

export interface Clients {
  /** Throws `config.invalid` where the source's quiet hours leave no hour. */
  forRun(run: RunOptions): PoliteClient;
  /** Drops the bodies kept of a source's list pages: the next run asks for them whole. */
  forget(source: string): void;
  /** Stops all requests and closes all sockets. */
  close(): void;
}

function pacesOf(clock: Clock, longestRestMs: number, gates: Gates | undefined): PaceBook {
  const own = new Paces(clock, longestRestMs);
  return gates === undefined ? own : new SharedPaces({ own, gates, clock, longestRestMs });
}

/** Throws `config.invalid` for a contact or a route that is no address. */
export function createClients(options: ClientOptions): Clients {
  if (!/^(https?:\/\/|mailto:)[\x21-\x7e]+$/.test(options.contact)) {
    throw new CodedError('config.invalid', `contact "${options.contact}" is no http(s) or mailto address`, {
      hint: 'platforms must be able to reach us: give a page or a mailbox',
    });
  }
  const clock = options.clock ?? systemClock;
  const retry = { ...RETRY_DEFAULTS, ...options.retry };
  const shared: Shared = {
    clock,
    retry,
    random: options.random ?? Math.random,
    transport: new Transport(options.resolve ?? systemResolve, { ...TIMEOUTS, ...options.timeouts }),
    paces: pacesOf(clock, retry.longestRestMs, options.gates),
    robots: new RobotsBook(clock, AGENT),
    routes: new Routes(options.routes ?? {}),
    validators: options.validators ?? new MemoryValidators(),
    userAgent: `${AGENT}/${product.version} (+${options.contact})`,
    maxBytes: options.maxBytes ?? MAX_BYTES,
    told: options.onOutcome ?? (() => undefined),
  };
  const closing = new AbortController();
  return {
    forRun(run) {
      const { source, signal } = run;
      const { quiet } = source.harvest.pace;
      if (quiet !== undefined && quiet[1] - quiet[0] >= 24) {
        throw new CodedError(
          'config.invalid',
          `${source.id}: quiet hours ${quiet.join('–')} leave no hour to ask in`,
          {
            hint: 'shorten harvest.pace.quiet',
          },
        );
      }
      const either = AbortSignal.any([signal, closing.signal]);
      // Every request under way listens to it, and every one that waits for its turn.
      setMaxListeners(0, either);
      return new RunClient(shared, { ...run, signal: either });
    },
    forget(source) {
      shared.validators.forget(keptOf(source));
    },
    close() {
      closing.abort(new CodedError('run.stopped', 'the harvester is closing'));
      shared.transport.close();
    },
  };
}
