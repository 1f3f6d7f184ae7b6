/** The figures as tables, ratios first: a machine is quick or slow, the ratio stays. */
import { table } from '../../../api/cli/table.ts';
import { median } from '../figures.ts';
import type { CrowdRate } from './crowd.ts';
import type { IndexFigures, Round } from './index-rate.ts';
import type { JoinedFigures } from './joined-pipeline.ts';
import type { Pass } from './passes.ts';
import type { QueueRate } from './queue-rate.ts';
import type { RebuildFigures, SearchLoad } from './rebuild-load.ts';
import type { SizeFigures } from './search-sizes.ts';
import type { Asked, QuestionTimes, Times } from './search-times.ts';
import type { NightFigures } from './unchanged-night.ts';

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
const rateOf = (entries: number, seconds: number): string => `${(entries / seconds).toFixed(0)}/s`;
const micros = (cpu: number | null, entries: number): string =>
  cpu === null ? '?' : `${(cpu / entries).toFixed(0)} µs`;
const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;
const shareOf = (ours: Pass, raw: Pass) => ({
  clock: raw.seconds / ours.seconds,
  cluster: raw.cluster / ours.cluster,
  both: (raw.own + raw.meanwhile) / (ours.own + ours.meanwhile),
});
/** Processors that this process and the cluster kept at work. */
const atWork = ({ seconds, own, meanwhile }: Pass): number => (own + meanwhile) / 1e6 / seconds;

function requestsOf(requests: Record<string, number>, entries: number): string {
  const all = Object.values(requests).reduce((sum, each) => sum + each, 0);
  const kinds = Object.entries(requests).map(([kind, count]) => `${kind} ${count}`);
  return `requests an entry ${(all / entries).toFixed(4)} (${kinds.join(', ')})`;
}

function print(titles: string[], rows: string[][]): void {
  const columns = titles.map((title, at) => ({ title, right: at > 0 }));
  console.log(
    table(columns, rows)
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n'),
  );
}

export function reportIndex(figures: IndexFigures): void {
  const { entries, documents, requests, rounds, bytes, heap, sqlite } = figures;
  const all = Object.entries(rounds);
  const middle = (of: (round: Round) => number, those: Round[]) => median(those, of);
  console.log(
    `${entries} entries, ${all[0]?.[1].length ?? 0} rounds, the middle of them; the share of raw that ours comes to:`,
  );
  print(
    [
      'writers',
      'of raw entries',
      'of all raw',
      'by cluster processor: entries',
      'all',
      'by both processors: all',
      'ours',
      'raw entries',
      'all raw',
    ],
    all.map(([writers, those]) => [
      writers,
      percent(middle(({ ours, rawEntries }) => shareOf(ours, rawEntries).clock, those)),
      percent(middle(({ ours, rawAll }) => shareOf(ours, rawAll).clock, those)),
      percent(middle(({ ours, rawEntries }) => shareOf(ours, rawEntries).cluster, those)),
      percent(middle(({ ours, rawAll }) => shareOf(ours, rawAll).cluster, those)),
      percent(middle(({ ours, rawAll }) => shareOf(ours, rawAll).both, those)),
      ...(['ours', 'rawEntries', 'rawAll'] as const).map((which) =>
        rateOf(
          entries,
          middle((round) => round[which].seconds, those),
        ),
      ),
    ]),
  );
  console.log('processor time an entry, refresh and merges with it:');
  print(
    [
      'writers',
      'ours: this process',
      'cluster',
      'raw entries: this process',
      'cluster',
      'all raw: this process',
      'cluster',
    ],
    all.map(([writers, those]) => [
      writers,
      ...(['ours', 'rawEntries', 'rawAll'] as const).flatMap((which) =>
        (['own', 'cluster'] as const).map((whose) =>
          micros(
            middle((round) => round[which][whose], those),
            entries,
          ),
        ),
      ),
    ]),
  );
  console.log('processors at work, of this process and the cluster together; main thread an entry:');
  print(
    ['writers', 'ours', 'raw entries', 'all raw', 'ours: main thread'],
    all.map(([writers, those]) => [
      writers,
      ...(['ours', 'rawEntries', 'rawAll'] as const).map((which) =>
        middle((round) => atWork(round[which]), those).toFixed(2),
      ),
      micros(
        middle(({ ours }) => ours.main, those),
        entries,
      ),
    ]),
  );
  console.log(
    `${requestsOf(requests, entries)}; documents an entry ${(documents.all / entries).toFixed(2)}, ` +
      `${(documents.entries / entries).toFixed(2)} of them the entry's own`,
  );
  const disk = Object.values(bytes).reduce((sum, each) => sum + each, 0);
  const parts = Object.entries(bytes)
    .filter(([, each]) => each / entries >= 1)
    .map(([purpose, each]) => `${purpose} ${(each / entries).toFixed(0)}`)
    .join(', ');
  console.log(
    `disk: ${(disk / entries).toFixed(0)} bytes an entry (${parts}), SQLite ${(sqlite.bytes / entries).toFixed(0)}; ` +
      `heap of the cluster ${megabytes(heap.used)} of ${megabytes(heap.most)}`,
  );
  console.log(
    `SQLite, the same batches by one writer: ${rateOf(entries, sqlite.seconds)}, processor ${micros(sqlite.cpu, entries)} an entry`,
  );
}

export function reportPipeline(figures: JoinedFigures): void {
  const { entries, sources, documents, requests, raw, harvests } = figures;
  const [one] = harvests;
  console.log(
    `${sources} sources, ${entries} entries, ${(documents.all / entries).toFixed(2)} documents an entry; ` +
      `raw at 4 at a time: entries ${rateOf(entries, raw.entries.seconds)}, all ${rateOf(entries, raw.all.seconds)}`,
  );
  print(
    [
      'workers',
      'of raw entries',
      'of all raw',
      'by cluster processor: entries',
      'all',
      'of one worker',
      'whole pipeline',
      'processor: workers',
      'cluster',
      'platforms',
    ],
    harvests.map(({ workers, parallel, seconds, cpu }) => [
      `${workers} × ${parallel} runs`,
      percent(raw.entries.seconds / seconds),
      percent(raw.all.seconds / seconds),
      percent(raw.entries.cluster / cpu.cluster),
      percent(raw.all.cluster / cpu.cluster),
      `${((one?.seconds ?? Number.NaN) / seconds).toFixed(2)} ×`,
      rateOf(entries, seconds),
      micros(cpu.workers, entries),
      micros(cpu.cluster, entries),
      micros(cpu.platforms, entries),
    ]),
  );
  console.log(requestsOf(requests, entries));
  console.log('every ledger balances, nothing is lost, nothing doubled');
}

export function reportNight({ rows, page, pass, marks }: NightFigures): void {
  console.log(
    `${rows} rows listed ${page} a page, none changed, one after another: ${rateOf(rows, pass.seconds)}; processor a row: ` +
      `this process ${micros(pass.own, rows)}, cluster ${micros(pass.cluster, rows)}; marks ${marks.toFixed(0)} bytes a row until the run ends`,
  );
}

export function reportQueue({ jobs, ours, raw }: QueueRate): void {
  console.log(`${jobs} jobs that do nothing, 50 at a time`);
  print(
    ['', 'of BullMQ alone', 'ours', 'BullMQ alone'],
    (['added', 'done'] as const).map((what) => [
      what,
      percent(ours[what] / raw[what]),
      `${ours[what].toFixed(0)}/s`,
      `${raw[what].toFixed(0)}/s`,
    ]),
  );
}

/** Share of the raw query's time that a search of ours may take. */
const AIM = 1.25;

export function reportFilled({
  entries,
  filled,
  bytes,
  heap,
  sqlite,
}: Omit<SizeFigures, 'questions' | 'crowd'>): void {
  const { seconds, settling } = filled;
  const how =
    seconds === null
      ? 'there from before'
      : `filled raw in ${seconds.toFixed(0)} s, ${rateOf(entries, seconds)}`;
  console.log(
    `${entries} entries, ${how}, settled in ${settling.toFixed(0)} s; ` +
      `${(bytes / entries).toFixed(0)} bytes an entry on disk, heap ${megabytes(heap.used)} of ${megabytes(heap.most)}`,
  );
  if (sqlite === undefined) return;
  const filledIn =
    sqlite.seconds === null
      ? 'there from before'
      : `filled through its port at ${rateOf(entries, sqlite.seconds)}`;
  console.log(
    `SQLite: ${filledIn}; ${(sqlite.bytes / entries).toFixed(0)} bytes an entry on disk, raw records with it`,
  );
}

const milliseconds = (times: Times | undefined): string =>
  times === undefined ? '–' : `${times.p50.toFixed(1)} / ${times.p99.toFixed(1)}`;

const asWords = ({ ours, raw, rawAll, sqlite, requests }: Asked): string =>
  [
    `${(ours.p50 / raw.p50).toFixed(2)} × raw ${ours.p50 / raw.p50 <= AIM ? '(aim met)' : `(aim ${AIM})`}`,
    ...(rawAll === undefined
      ? []
      : [`${(ours.p50 / rawAll.p50).toFixed(2)} × all its ${requests} requests raw`]),
    `ours ${milliseconds(ours)}`,
    `raw ${milliseconds(raw)}`,
    ...(rawAll === undefined ? [] : [`all raw ${milliseconds(rawAll)}`]),
    ...(sqlite === undefined ? [] : [`SQLite ${milliseconds(sqlite)}`]),
  ].join(', ');

/** p50 / p99 in ms. */
export function reportQuestion({ name, resources, sqliteResources, fresh, again }: QuestionTimes): void {
  const other =
    sqliteResources === undefined || sqliteResources === resources ? '' : `, SQLite ${sqliteResources}`;
  console.log(`  ${name} (${resources} hits${other}; ${fresh.ours.rounds} rounds)`);
  console.log(`    nothing kept: ${asWords(fresh)}`);
  console.log(`    asked again:  ${asWords(again)}`);
}

export function reportCrowd({ ours, sqlite }: SizeFigures['crowd']): void {
  const told = ({ fresh, again }: CrowdRate) =>
    `${fresh.toFixed(0)}/s with nothing kept, ${again.toFixed(0)}/s again`;
  console.log(
    `  400 questions by 50 searchers: ${told(ours)}${sqlite === undefined ? '' : `; SQLite ${told(sqlite)}`}`,
  );
}

export function reportRebuild({ entries, rebuilt, extraDisk, searches, writes }: RebuildFigures): void {
  const { seconds, waitedSeconds, passes, documents, bytes } = rebuilt;
  console.log(
    `${entries} entries, a mapping changed under load: ${seconds.toFixed(0)} s (${rateOf(documents, seconds)}), ${passes} passes, ` +
      `writes waited ${waitedSeconds.toFixed(1)} s; disk ${megabytes(bytes.from)} before, ${megabytes(extraDisk)} more at most, ${megabytes(bytes.to)} after`,
  );
  const row = (name: 'before' | 'during' | 'after'): string[] => {
    const { searches: asked, failed, p50, p99 }: SearchLoad = searches[name];
    const cells = [p50.toFixed(1), p99.toFixed(1), `${(writes.perSecond[name] ?? 0).toFixed(0)}/s`];
    return [name, String(asked), String(failed), ...cells];
  };
  print(
    ['', 'searches', 'failed', 'p50 ms', 'p99 ms', 'entries written'],
    [row('before'), row('during'), row('after')],
  );
  console.log(
    `  ${writes.entries} entries written in ${writes.batches} batches: ${writes.failed} refused, ${writes.lost} lost`,
  );
}
