/** A stage for notices: sources, a clock that a test turns, and processes over one catalogue that may die at any write. */

import type { ErrorCode } from '../../config/errors/errors.ts';
import { Source } from '../../config/registry/source.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { createOffice, type Office } from '../../notices/office.ts';
import type { Outcome, Senders } from '../../notices/outbox/channel.ts';
import type { KeptDelivery } from '../../notices/outbox/delivery.ts';
import type { Right } from '../../notices/subscriptions/hearing.ts';
import { type Kept, makeSubscription } from '../../notices/subscriptions/keeping.ts';
import type { Wanted } from '../../notices/subscriptions/subscription.ts';
import { runOf } from '../index/entries.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Wednesday, 10:00 in China; to come, since what has expired by the catalogue's own clock is not there. */
export const START = Date.parse('2100-03-03T02:00:00.000Z');

export const sourceOf = (id: string, region = '450300'): Source =>
  Source.parse({
    id,
    title: `${id}开放平台`,
    kind: 'open-platform',
    mode: 'opening',
    region,
    home: `https://${id}.gov.cn`,
    harvest: { family: 'ckan', base: `https://${id}.gov.cn` },
  });

export const wanted = (over: Partial<Wanted> = {}): Wanted => ({
  name: '值班',
  occasions: ['run-failed'],
  ...{ sources: [], regions: [], search: null, demands: [], share: 0.1 },
  channel: { kind: 'webhook', url: 'https://receiver.example/hook' },
  grouping: 'at-once',
  ...over,
});

/** What a process sent, and when by the stage's clock. */
export interface Sent {
  delivery: KeptDelivery;
  at: number;
}

export interface Actor {
  office: Office;
  errors: string[];
}

export interface Stage {
  catalogue: Catalogue;
  sources: Map<string, Source>;
  sent: Sent[];
  now(): number;
  pass(ms: number): void;
  subscribe(over?: Partial<Wanted>, owner?: string | null): Promise<Kept>;
  /** A run of the source that ended just now. */
  ran(source: string, over?: Partial<Run>, code?: ErrorCode): Promise<Run>;
  /** A process. `diesAt`: its so-many-th write of a paper is its last thought; `after`: the write is done all the same. */
  actor(options?: { diesAt?: number; after?: boolean; over?: Catalogue; senders?: Senders }): Actor;
  /** Turns of this process while so much time goes by, one every step. */
  live(actor: Actor, ms: number, step?: number): Promise<void>;
}

export interface StageOptions {
  sources?: Source[];
  answer?: (delivery: KeptDelivery) => Outcome;
  rights?: Record<string, Right | null>;
}

const TAKEN: Outcome = { came: 'taken', answer: '200' };

export function openStage(catalogue: Catalogue, options: StageOptions = {}): Stage {
  const { sources = ['a', 'b', 'c'].map((id) => sourceOf(id)), answer = () => TAKEN, rights = {} } = options;
  const known = new Map(sources.map((source) => [source.id, source]));
  const sent: Sent[] = [];
  let now = START;
  let runs = 0;
  const send = async (delivery: KeptDelivery): Promise<Outcome> => {
    sent.push({ delivery, at: now });
    return answer(delivery);
  };
  const stage: Stage = {
    catalogue,
    sources: known,
    sent,
    now: () => now,
    pass(ms) {
      now += ms;
    },
    subscribe: (over, owner = 'admin') => makeSubscription(catalogue, wanted(over), owner, now),
    async ran(source, over = {}, code = 'source.unreachable') {
      runs += 1;
      const at = new Date(now).toISOString();
      const run = runOf(`r${runs}`, {
        ...{
          source,
          slot: `${source}:r${runs}`,
          status: 'failed',
          startedAt: at,
          heartbeatAt: at,
          endedAt: at,
        },
        problems: [{ code, detail: `${source} does not answer` }],
        ...over,
      });
      await catalogue.createRun(run);
      return run;
    },
    actor({ diesAt, after = false, over = catalogue, senders = { webhook: send, mail: send } } = {}) {
      const errors: string[] = [];
      const office = createOffice({
        catalogue: diesAt === undefined ? over : mortal(over, diesAt, after),
        ...{ sources: known, senders, process: 'test', clock: () => now, random: () => 0 },
        rightOf: async (owner) => rights[owner] ?? (owner === 'admin' ? ADMIN : null),
        onError: ({ detail }) => errors.push(detail),
      });
      return { office, errors };
    },
    async live({ office }, ms, step = MINUTE) {
      for (let passed = 0; passed < ms; passed += step) {
        now += step;
        await office.turn();
      }
    },
  };
  return stage;
}

const ADMIN: Right = { role: 'admin', sources: [], regions: [] };

/** The catalogue as a process sees it that dies at a write: nothing comes of whatever it wants afterwards. */
function mortal(catalogue: Catalogue, diesAt: number, after: boolean): Catalogue {
  let writes = 0;
  let dead = false;
  return new Proxy(catalogue, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (dead) throw new Error('dead');
        if (name === 'putPaper') {
          writes += 1;
          dead = writes === diesAt;
          if (dead && !after) throw new Error('dies');
        }
        const answer = await method.apply(target, args);
        if (dead) throw new Error('died');
        return answer;
      };
    },
  });
}
