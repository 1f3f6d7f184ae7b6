/** The scheduled asking of addresses: at night, one source after the other, each once a week, by one process of all. */
import cron, { type ScheduledTask } from 'node-cron';
import { type CodedError, coded } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { Catalogue } from '../../index/port.ts';
import { changeState } from '../control/source-state.ts';

export interface LinkSchedule {
  catalogue: Pick<Catalogue, 'allLinkChecks' | 'getSourceState' | 'putSourceState'>;
  sources: Source[];
  check: (source: string) => Promise<unknown>;
  clock: () => number;
  stopped: () => boolean;
  onError: (source: string, error: CodedError) => void;
}

const WEEK = 7 * 86_400_000;
/** Milliseconds by which a night may come earlier than the one a week before. */
const SLACK = 6 * 3_600_000;
/** Milliseconds that asking one source may take at the most. */
const CLAIM = 12 * 3_600_000;

/** Asks for each source whose addresses were not asked for a week; one source's fault is not the others'. */
export async function startLinkChecks(schedule: LinkSchedule): Promise<void> {
  const { catalogue, sources, check, clock, stopped, onError } = schedule;
  for (const { id, harvest, paused } of sources) {
    if (stopped()) return;
    // What a file brings has no host of its own to be polite to.
    if (harvest === undefined || harvest.base === '' || paused) continue;
    try {
      await withClaim(schedule, id, async () => {
        // Asked within the claim: who had it before is seen.
        const newest = await lastAsked(catalogue, id);
        if (newest === undefined || clock() - Date.parse(newest) >= WEEK - SLACK) await check(id);
      });
    } catch (error) {
      if (!stopped()) onError(id, coded(error));
    }
  }
}

/** Does it where no other process is at it; a claim that its process left behind ends by itself before the next night. */
async function withClaim(
  { catalogue, clock }: LinkSchedule,
  source: string,
  work: () => Promise<void>,
): Promise<void> {
  const until = new Date(clock() + CLAIM).toISOString();
  const now = new Date(clock()).toISOString();
  const { before, after } = await changeState(catalogue, source, (state) =>
    (state.linksUntil ?? '') > now ? null : { ...state, linksUntil: until },
  );
  if (after === before) return;
  try {
    await work();
  } finally {
    await changeState(catalogue, source, ({ linksUntil, ...state }) => (linksUntil === until ? state : null));
  }
}

async function lastAsked(catalogue: LinkSchedule['catalogue'], source: string): Promise<string | undefined> {
  let newest: string | undefined;
  for await (const page of catalogue.allLinkChecks(source)) {
    for (const { at } of page) if (newest === undefined || at > newest) newest = at;
  }
  return newest;
}

/** At five in the morning, China time, when the night's harvests are through; nights never overlap. */
export const everyNight = (ask: () => Promise<void>): ScheduledTask =>
  cron.schedule('0 5 * * *', ask, { timezone: 'Asia/Shanghai', noOverlap: true, unref: true });
