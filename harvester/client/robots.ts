/**
 * robots.txt, as RFC 9309 says: asked once a day and origin, for all runs; rules of our own name before those of
 * `*`; no such file (4xx) allows everything; a host that cannot say (5xx, no answer) is not asked for anything,
 * unless what it said before is still known.
 */
import robotsParser, { type Robot } from 'robots-parser';
import { CodedError } from '../../config/errors/errors.ts';
import type { Clock } from './clock.ts';
import { unlessStopped } from './clock.ts';
import type { Answer } from './exchange/exchange.ts';
import { conditions, type Kept, keepable } from './validators.ts';
import { judge } from './verdict.ts';

/** The module itself is the function; its types, written for bundlers, say otherwise. */
const parse = robotsParser as unknown as (url: string, text: string) => Robot;

const DAY = 24 * 3_600_000;
/** RFC 9309 §2.3.1.4: what the host said last may be used for so long while it cannot say. */
const STALE = 30 * DAY;
/** RFC 9309 §2.5: at least 500 KiB are to be read; what comes after is ignored. */
const READ_BYTES = 512 * 1024;
/** While old rules are used because the host cannot say, it is asked again so often. */
const AGAIN = 3_600_000;
const MOST_ORIGINS = 4096;
export const ROBOTS_MAX_BYTES = 4 << 20;

export interface RobotsRules {
  allows(url: URL): boolean;
  /** Seconds, where the file asks for a distance between requests. */
  crawlDelay: number | undefined;
}

interface Known {
  rules: RobotsRules;
  /** When the host said so. */
  at: number;
  /** When to ask again. */
  due: number;
  kept: Kept | undefined;
}

/** Asks for robots.txt at this address, redirects followed, whatever the status; `url` is the origin's own. */
export type AskRobots = (url: URL, headers: Record<string, string>) => Promise<Answer>;

const ALL: RobotsRules = { allows: () => true, crawlDelay: undefined };

function rulesOf(origin: string, body: Uint8Array, agent: string): RobotsRules {
  const text = new TextDecoder().decode(body.subarray(0, READ_BYTES));
  // An application that answers every address with its own page has no rules.
  if (/^\s*(<|\{)/.test(text)) return ALL;
  const robot = parse(`${origin}/robots.txt`, text);
  const crawlDelay = robot.getCrawlDelay(agent);
  if (!/disallow/i.test(text)) return { allows: ALL.allows, crawlDelay };
  return { allows: (url) => robot.isAllowed(url.href, agent) !== false, crawlDelay };
}

export class RobotsBook {
  readonly #clock: Clock;
  readonly #agent: string;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Known>>();

  /** `agent` is the product name of our User-Agent. */
  constructor(clock: Clock, agent: string) {
    this.#clock = clock;
    this.#agent = agent;
  }

  /** Rules at hand, without asking. */
  fresh(origin: string): RobotsRules | undefined {
    const known = this.#known.get(origin);
    return known !== undefined && this.#clock.now() < known.due ? known.rules : undefined;
  }

  /**
   * The origin's rules, asked for where they are not fresh; runs that ask at the same time ask once. Throws the
   * signal's reason, and what `ask` throws where nothing is known.
   */
  async rules(origin: string, ask: AskRobots, signal: AbortSignal): Promise<RobotsRules> {
    for (;;) {
      const fresh = this.fresh(origin);
      if (fresh !== undefined) return fresh;
      const others = this.#asking.get(origin);
      const asking = others ?? this.#ask(origin, ask).finally(() => this.#asking.delete(origin));
      if (others === undefined) {
        this.#asking.set(origin, asking);
        asking.catch(() => {}); // Its failure is told to those who wait; all of them may have been stopped.
      }
      try {
        return (await unlessStopped(signal, asking)).rules;
      } catch (error) {
        // The run that was asking may have been stopped; that does not stop this one.
        const theirs = others !== undefined && error instanceof CodedError && error.code.startsWith('run.');
        if (!theirs || signal.aborted) throw error;
      }
    }
  }

  async #ask(origin: string, ask: AskRobots): Promise<Known> {
    const before = this.#known.get(origin);
    const url = new URL('/robots.txt', origin);
    try {
      return this.#know(origin, this.#read(origin, before, await ask(url, conditions(before?.kept))));
    } catch (error) {
      const stopped = error instanceof CodedError && error.code.startsWith('run.');
      const now = this.#clock.now();
      if (before === undefined || stopped || now - before.at >= STALE) throw error;
      return this.#know(origin, { ...before, due: now + AGAIN });
    }
  }

  #know(origin: string, known: Known): Known {
    this.#known.delete(origin);
    this.#known.set(origin, known);
    if (this.#known.size > MOST_ORIGINS) this.#known.delete(this.#known.keys().next().value ?? origin);
    return known;
  }

  #read(origin: string, before: Known | undefined, answer: Answer): Known {
    const at = this.#clock.now();
    const due = at + DAY;
    if (answer.status === 304 && before !== undefined) return { ...before, at, due };
    if (answer.status >= 200 && answer.status < 300) {
      const rules = rulesOf(origin, answer.body, this.#agent);
      const kept = keepable(answer);
      return { rules, at, due, kept: kept === undefined ? undefined : { ...kept, body: new Uint8Array() } };
    }
    if (answer.status < 500 && answer.status !== 429) return { rules: ALL, at, due, kept: undefined };
    const error = judge(answer, `GET ${origin}/robots.txt`, at);
    throw new CodedError(
      error?.code === 'source.throttled' ? 'source.throttled' : 'source.unavailable',
      `${origin}/robots.txt answered ${answer.status}, so nothing may be asked of the host (RFC 9309)`,
      {
        hint: 'it is tried again later; the platform should answer 404 where it has no robots.txt',
        ...(error?.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
      },
    );
  }
}
