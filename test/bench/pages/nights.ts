/** The nights that lie behind a country's sources: a run of each source a night, how it stands, and its figures by day. */
import { Source } from '../../../config/registry/source.ts';
import { openLedger } from '../../../harvester/run/ledger.ts';
import type { ArchivedRecord } from '../../../index/archive/archive.ts';
import { chinaDay, type DayFigures } from '../../../index/history/day.ts';
import type { Run } from '../../../index/operations.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { Place } from '../../index/generator.ts';

const DAY = 86_400_000;
const AT_ONCE = 1_000;

/** Not every generated place is one that there is: its province is. */
export const sourceOf = ({ source: id, region }: Place): Source =>
  Source.parse({
    ...{ id, title: `${region}公共数据开放平台`, kind: 'open-platform', mode: 'opening' },
    region: `${region.slice(0, 2)}0000`,
    home: `https://${id}.example.org`,
    harvest: { family: 'ckan', base: `https://${id}.example.org` },
  });

function runOf({ source }: Place, ms: number, entries: number): Run {
  const [startedAt, endedAt] = [new Date(ms).toISOString(), new Date(ms + 600_000).toISOString()];
  const rows = { declared: entries, listed: entries, unchanged: entries, visible: entries };
  return {
    ...{ id: `${source}-${ms}`, source, slot: `${source}:${startedAt}`, trigger: 'schedule' },
    ...{ full: false, dryRun: false, status: 'succeeded', startedAt, heartbeatAt: endedAt, endedAt },
    ...{ resumed: 0, requests: { list: 20, detail: 3, other: 1 }, problems: [], checkpoint: null },
    ledger: { ...openLedger(entries), ...rows },
  };
}

function dayOf({ source, region }: Place, ms: number, entries: number): DayFigures {
  const at = new Date(ms).toISOString();
  return {
    ...{
      source,
      region,
      day: chinaDay(ms),
      at,
      entries,
      resources: entries,
      late: entries >> 3,
      quality: 74,
    },
    ...{ modes: { opening: entries }, openness: { unconditional: entries } },
    parts: [{ by: `${source}-${ms}`, added: 0, updated: 0, restated: 0, removed: 0 }],
    looked: { at, falling: [] },
  };
}

function* recordsOf(shares: [Place, number][], nights: number, now: number): Generator<ArchivedRecord> {
  for (const [place, entries] of shares) {
    const last = runOf(place, now - DAY, entries);
    yield {
      kind: 'sources',
      record: {
        ...{ source: place.source, nextDue: new Date(now + DAY / 2).toISOString(), failures: 0 },
        ...{ lastRun: last.id, lastGood: last.endedAt, problem: null, version: 1 },
      },
    };
    for (let night = nights; night > 0; night -= 1) {
      yield { kind: 'runs', record: runOf(place, now - night * DAY, entries) };
      yield { kind: 'days', record: dayOf(place, now - night * DAY, entries) };
    }
  }
}

/** Writes so many nights of every place. */
export async function writeNights(
  catalogue: Pick<Catalogue, 'restore' | 'refresh'>,
  shares: [Place, number][],
  nights: number,
): Promise<void> {
  let open: ArchivedRecord[] = [];
  const flush = async () => {
    const [failure] = await catalogue.restore(open);
    if (failure !== undefined) throw new Error(JSON.stringify(failure));
    open = [];
  };
  for (const record of recordsOf(shares, nights, Date.now())) {
    open.push(record);
    if (open.length === AT_ONCE) await flush();
  }
  await flush();
  await catalogue.refresh();
}
