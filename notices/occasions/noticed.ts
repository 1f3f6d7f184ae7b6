/** What happened since the kept place, read from what the catalogue keeps anyway. */
import type { Source } from '../../config/registry/source.ts';
import { isOverdue } from '../../harvester/schedule/standing.ts';
import { chinaDay } from '../../index/history/day.ts';
import type { Page, Run } from '../../index/operations.ts';
import { demandsMatchedOn } from '../../index/people/demands.ts';
import { reports } from '../../index/people/reports.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Notice } from './notice.ts';
import { noticesOfDemand } from './of-demand.ts';
import { noticesOfRun } from './of-run.ts';
import { noticeOfHeld, noticeOfLate, noticeOfReport, noticeOfUnknown } from './of-source.ts';
import { daysSince, later, type Place, reachBack } from './place.ts';

export interface Noticed {
  notices: Notice[];
  /** Where the place stands once they are left. */
  place: Place;
}

interface Looking {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  now: number;
}

const PAGE = 100;
const DAY = 86_400_000;

/** All pages of a list that goes backwards in time, until one lies before an instant. */
async function until<T>(
  ask: (cursor?: string) => Promise<Page<T>>,
  instantOf: (item: T) => string,
  instant: string,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    for (const item of page.items) {
      if (instantOf(item) < instant) return found;
      found.push(item);
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

export async function notice(looking: Looking, place: Place): Promise<Noticed> {
  let noticed: Noticed = { notices: [], place };
  for (const look of [ofRuns, ofHeld, ofLate, ofReports, ofDemands, ofValues]) {
    const { notices, place: next } = await look(looking, noticed.place);
    noticed = { notices: [...noticed.notices, ...notices], place: next };
  }
  const known = new Set(place.recent);
  return {
    notices: noticed.notices.filter(({ id }) => !known.has(id)),
    place: { ...noticed.place, recent: noticed.notices.map(({ id }) => id) },
  };
}

async function ofRuns({ catalogue, sources }: Looking, place: Place): Promise<Noticed> {
  const started = await until(
    (cursor) => catalogue.listRuns({}, PAGE, cursor),
    ({ startedAt }) => startedAt,
    reachBack(place.runs),
  );
  const known = new Set(started.map(({ id }) => id));
  const longer = await Promise.all(
    place.running.filter((id) => !known.has(id)).map((id) => catalogue.getRun(id)),
  );
  const runs = [...started, ...longer].filter((run): run is Run => run !== undefined);
  const ended = runs.filter(({ status }) => status !== 'running');
  const uncounted = { ...place.uncounted };
  for (const { id, source, dryRun, ledger } of ended) {
    if (dryRun || ledger.added + ledger.updated === 0 || place.unknown[source]?.run === id) continue;
    uncounted[source] ??= id;
  }
  return {
    notices: ended.flatMap((run) => {
      const source = sources.get(run.source);
      return source === undefined ? [] : noticesOfRun(run, source);
    }),
    place: {
      ...place,
      runs: started.reduce((newest, { startedAt }) => later(newest, startedAt), place.runs),
      running: runs.filter(({ status }) => status === 'running').map(({ id }) => id),
      uncounted,
    },
  };
}

async function ofHeld({ catalogue, sources }: Looking, place: Place): Promise<Noticed> {
  const since = reachBack(place.held);
  const held = (await catalogue.listHeld({ state: 'held' })).filter(({ heldAt }) => heldAt >= since);
  return {
    notices: held.flatMap((each) => {
      const source = sources.get(each.source);
      return source === undefined ? [] : [noticeOfHeld(each, source)];
    }),
    place: { ...place, held: held.reduce((newest, { heldAt }) => later(newest, heldAt), place.held) },
  };
}

/** Each slot that a source is late for is told once. */
async function ofLate({ catalogue, sources, now }: Looking, place: Place): Promise<Noticed> {
  const late: Place['late'] = {};
  const notices: Notice[] = [];
  for (const state of await catalogue.listSourceStates()) {
    const { source: id, nextDue } = state;
    const source = sources.get(id);
    if (source === undefined || nextDue === null || !isOverdue(source, state, now)) continue;
    late[id] = nextDue;
    if (place.late[id] !== nextDue) notices.push(noticeOfLate(source, nextDue, new Date(now).toISOString()));
  }
  return { notices, place: { ...place, late } };
}

async function ofReports({ catalogue, sources }: Looking, place: Place): Promise<Noticed> {
  const told = await until(
    (cursor) => reports(catalogue, {}, PAGE, cursor),
    ({ content }) => content.at,
    reachBack(place.reports),
  );
  return {
    notices: told.flatMap(({ id, content }) => {
      const source = sources.get(content.source);
      return source === undefined ? [] : [noticeOfReport(id, content, source)];
    }),
    place: {
      ...place,
      reports: told.reduce((newest, { content }) => later(newest, content.at), place.reports),
    },
  };
}

async function ofDemands({ catalogue, now }: Looking, place: Place): Promise<Noticed> {
  const after = reachBack(place.demands);
  const notices: Notice[] = [];
  for (const day of daysSince(after, now)) {
    const found = await until(
      (cursor) => demandsMatchedOn(catalogue, day, PAGE, cursor),
      ({ content }) => content.at,
      '',
    );
    notices.push(...found.flatMap(({ id, content }) => noticesOfDemand(id, content, after)));
  }
  return {
    notices,
    place: { ...place, demands: notices.reduce((newest, { at }) => later(newest, at), place.demands) },
  };
}

/** Of sources whose entries changed, the share that the figures of their day have; each at most once a day. */
async function ofValues({ catalogue, sources, now }: Looking, place: Place): Promise<Noticed> {
  const day = chinaDay(now);
  const notices: Notice[] = [];
  const [unknown, uncounted] = [{ ...place.unknown }, { ...place.uncounted }];
  for (const [id, run] of Object.entries(place.uncounted)) {
    if (unknown[id]?.day === day) continue;
    delete uncounted[id];
    const source = sources.get(id);
    const [figures] = await catalogue.lastDays(chinaDay(now + DAY), { source: id });
    if (source === undefined || figures?.unknown === undefined) continue;
    const counted = { entries: figures.entries, unknown: figures.unknown };
    const before = unknown[id]?.share ?? 0;
    const share = counted.entries === 0 ? 0 : counted.unknown / counted.entries;
    unknown[id] = { share, day, run };
    if (share > before) notices.push(noticeOfUnknown(source, { run, at: figures.at, before, ...counted }));
  }
  return { notices, place: { ...place, unknown, uncounted } };
}
