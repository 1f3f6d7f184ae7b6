/**
 * What can go wrong, on demand. Faults of content change what a wire sees of its things; faults of transport
 * change how its answer travels. Each is switched at run time, by a call or by the hosts' control address.
 */
import type { RequestKind } from './wire.ts';

export const CONTENT_FAULTS = [
  /** Every page is the first one. */
  'repeated-page',
  /** Every list request sees another order. */
  'unstable-order',
  /** No rows, and a total of 0. */
  'empty',
  /** The first half (or `share`) only, with a total that agrees. */
  'half',
  /** The full total, and no rows in the second half. */
  'short',
  /** The count lags behind: `rows` (7) fewer are declared than are listed. */
  'lagging-count',
  /** `rows` (1,000,000) more things than there are, declared and listed, each with an id never seen. */
  'grown',
  /** No number is stated anywhere. */
  'undeclared',
  /** There is always a next page, and it is never one that was seen. */
  'endless',
  /** The third thing has no title. */
  'no-title',
  /** Every list page fails, 500, that would hold the third thing. */
  'poisoned-row',
  /** The third row has no identifier. */
  'no-id',
  /** No detail is found: each system's own answer to an unknown identifier. */
  'details-missing',
] as const;

export const TRANSPORT_FAULTS = [
  /** 429 with Retry-After (`seconds`, 1). */
  'throttled',
  /** 503, with Retry-After where `seconds` is given. */
  'unavailable',
  /** The `status` given (500), with a page for people. */
  'status',
  /** Half of the announced bytes, then the connection is closed. */
  'cut',
  /** The first two thirds of the body, under a length that agrees with them. */
  'torn',
  /** 200 with the login page in place of the answer. */
  'login',
  /** The connection is closed before any answer. */
  'reset',
  /** 200 with a page for people in place of the answer. */
  'html',
  /** 200 with the firewall's script page (jiasule). */
  'challenge',
  /** The answer in GBK under a header that says UTF-8. */
  'gbk',
  /** The answer after `ms` (300). */
  'slow',
  /** The request is read, and nothing ever comes. */
  'hang',
  /** `status` (302) to the address `to` (a cloud's metadata service). */
  'redirect',
  /** `bytes` (64 MiB) of blanks after the answer, without a length. */
  'oversize',
  /** A gzip body that grows to `bytes` (512 MiB). */
  'gzip-bomb',
  /** 200 with `{"code":500,…}`, as several gateways report failures. */
  'failure-in-200',
] as const;

export type Fault = (typeof CONTENT_FAULTS)[number] | (typeof TRANSPORT_FAULTS)[number];

export interface Misbehaviour {
  what: Fault;
  /** Requests it strikes; lists and details where absent. */
  on?: RequestKind[];
  /** So many requests of those kinds go well first. */
  after?: number;
  /** It strikes one in so many of them; each where absent. */
  every?: number;
  /** It strikes so many requests, then stops; without end where absent. */
  times?: number;
  status?: number;
  seconds?: number;
  ms?: number;
  to?: string;
  bytes?: number;
  rows?: number;
  share?: number;
}

/** The faults switched on at one platform, with what they have struck so far. */
export class Misbehaviours {
  #faults: { fault: Misbehaviour; met: number }[] = [];

  set(faults: Misbehaviour[]): void {
    this.#faults = faults.map((fault) => ({ fault, met: 0 }));
  }

  get any(): boolean {
    return this.#faults.length > 0;
  }

  /** Counts one request, and returns the faults that strike it. */
  strike(kind: RequestKind): Misbehaviour[] {
    return this.#faults
      .filter((each) => {
        if (!(each.fault.on ?? ['list', 'detail']).includes(kind)) return false;
        const after = each.fault.after ?? 0;
        const nth = each.met++;
        if ((nth - after) % (each.fault.every ?? 1) !== 0) return false;
        return nth >= after && nth < after + (each.fault.times ?? Number.POSITIVE_INFINITY);
      })
      .map((each) => each.fault);
  }
}
