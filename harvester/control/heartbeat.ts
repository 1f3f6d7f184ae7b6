/** Whether somebody is at a run: two processes over one catalogue must not harvest the same source. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';

/** How often a run says that it is alive while no batch does, in ms. */
export const HEARTBEAT_MS = 3_000;
/** A running run whose heart did not beat for so long was abandoned, in ms. */
export const ABANDONED_AFTER_MS = 4 * HEARTBEAT_MS;
/** How often a heart is listened to, in ms. */
const LISTEN_MS = 250;

/**
 * Listens to a running run's heart until it beats, or has not beaten for so long that its process must be gone.
 * A clock that is off costs a wait, and no run.
 */
export async function isAlive(
  catalogue: Pick<Catalogue, 'getRun'>,
  run: Run,
  clock: () => number,
): Promise<boolean> {
  const age = clock() - Date.parse(run.heartbeatAt);
  const silent = Math.min(ABANDONED_AFTER_MS, Math.max(0, ABANDONED_AFTER_MS - age));
  const until = performance.now() + silent;
  while (performance.now() < until) {
    await sleep(Math.min(LISTEN_MS, Math.max(1, until - performance.now())));
    const now = await catalogue.getRun(run.id);
    if (now === undefined) return false;
    if (now.status !== 'running' || now.heartbeatAt !== run.heartbeatAt) return true;
  }
  return false;
}
