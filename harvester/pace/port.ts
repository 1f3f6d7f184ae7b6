/** The gate of a host, which the requests of all processes pass: the pace that they keep together. */

export interface Wish {
  /** Least distance of two requests, in ms. */
  intervalMs: number;
  /** Requests under way at one time. */
  concurrency: number;
}

export type Passage =
  | { passed: true }
  /** Ask again after `waitMs`; `resting` where the host asked to be left alone for so long. */
  | { passed: false; waitMs: number; resting: boolean };

export interface Gates {
  /**
   * Asks for passage, once. What the most careful of all processes wishes counts. Waits where the gate cannot be
   * reached: without it nobody knows how much is asked of the host.
   */
  enter(host: string, pass: string, wish: Wish): Promise<Passage>;
  /** The request has been answered. A pass of a process that died ends by itself. */
  leave(host: string, pass: string): void;
  /** Nobody enters before `ms` from now. */
  rest(host: string, ms: number): void;
  close(): void;
}
