/** Ledgers and totals as tables. */
import { COUNTRY, region } from '../../config/regions.ts';
import type { Source } from '../../config/registry/source.ts';
import { regionLabel, wordsFor } from '../../config/words.ts';
import { rejectedIn } from '../../harvester/run/ledger.ts';
import type { Ledger, Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { type Column, table } from './table.ts';
import { duration, type Terminal, thousands } from './terminal.ts';

const COUNTED = [
  'listed',
  'duplicate',
  'unchanged',
  'added',
  'updated',
  'rejected',
  'withheld',
  'removed',
  'indexed',
  'visible',
] as const satisfies (keyof Ledger)[];

const countOf = (ledger: Ledger, name: (typeof COUNTED)[number]): number =>
  name === 'rejected' ? rejectedIn(ledger) : ledger[name];

/** Everything a run asked for, sent. */
export const requestsOf = ({ requests }: Pick<Run, 'requests'>): number =>
  requests.list + requests.detail + requests.other;

/** One row a run, and what they come to together. */
export function ledgerTable(
  runs: Run[],
  sources: ReadonlyMap<string, Source>,
  { language, say }: Terminal,
): string {
  const columns: Column[] = [
    { title: say('来源', 'Source'), most: 30 },
    { title: say('结果', 'Result') },
    ...(['declared', ...COUNTED] as const).map((name) => ({
      title: wordsFor('ledger', name)[language],
      right: true,
    })),
    { title: say('请求', 'Requests'), right: true },
    { title: say('用时', 'Time'), right: true },
  ];
  const rows = runs.map((run) => [
    sources.get(run.source)?.title ?? run.source,
    `${run.replay ? say('重放', 'Replay ') : ''}${wordsFor('runStatus', run.status)[language]}`,
    run.ledger.declared === null ? '—' : thousands(run.ledger.declared),
    ...COUNTED.map((name) => thousands(countOf(run.ledger, name))),
    thousands(requestsOf(run)),
    duration(Date.parse(run.endedAt ?? run.heartbeatAt) - Date.parse(run.startedAt)),
  ]);
  const sum = (value: (run: Run) => number) => thousands(runs.reduce((total, run) => total + value(run), 0));
  if (runs.length > 1) {
    rows.push([
      say('合计', 'Total'),
      '',
      sum((run) => run.ledger.declared ?? 0),
      // Resources of several sources may be the same: their number is no sum.
      ...COUNTED.map((name) => (name === 'visible' ? '' : sum((run) => countOf(run.ledger, name)))),
      sum(requestsOf),
      '',
    ]);
  }
  return table(columns, rows);
}

/** Why runs were not good, one line a problem. */
export function problemLines(runs: Run[], sources: ReadonlyMap<string, Source>): string[] {
  return runs.flatMap((run) =>
    run.problems.map(
      ({ code, detail }) => `  ${sources.get(run.source)?.title ?? run.source}: ${code} — ${detail}`,
    ),
  );
}

/** Entries and distinct resources by province; the resources of one province are counted once in its row. */
export async function totalsByProvince(catalogue: Catalogue, { language, say }: Terminal): Promise<string> {
  const { rows, total } = await catalogue.statistics({ by: ['province'], filters: {} });
  const order = (code: string) => (region(code) === undefined || code === COUNTRY ? '999999' : code);
  const sorted = rows
    .map((row) => ({ ...row, code: row.key.province ?? '' }))
    .sort((a, b) => (order(a.code) < order(b.code) ? -1 : 1));
  return table(
    [
      { title: say('省份', 'Province') },
      { title: say('条目', 'Entries'), right: true },
      { title: say('资源', 'Resources'), right: true },
    ],
    [
      ...sorted.map(({ code, entries, resources }) => [
        code === '' ? say('未说明', 'Not stated') : regionLabel(code)[language],
        thousands(entries),
        thousands(resources),
      ]),
      [say('合计', 'Total'), thousands(total.entries), thousands(total.resources)],
    ],
  );
}
