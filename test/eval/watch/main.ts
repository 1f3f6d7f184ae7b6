/**
 * `npm run eval:watch`: the watch lists over the real entries, as many of each as there are, and some of each for the eye, the
 * same ones for the same seed. `-- --list one-number --read 40 --seed 2` prints more of one.
 */
import { parseArgs } from 'node:util';
import { region } from '../../../config/regions.ts';
import { reasonSaid } from '../../../config/watch-lists.ts';
import { computeWatch } from '../../../index/watch/compute.ts';
import { type Finding, WATCH_LISTS } from '../../../index/watch/finding.ts';
import { kindOf } from '../../../index/watch/kinds.ts';
import { hashed } from '../../../index/watch/repeats.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { platforms } from '../../normalizer/samples.ts';
import { shared } from '../../shared.ts';
import { sampleEntries } from '../identity/sample-entries.ts';

const { values: options } = parseArgs({
  options: {
    list: { type: 'string' },
    read: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});

/** The newest samples are of these days. */
const CRAWLED = Date.UTC(2023, 7, 20);
const PAGE = 500;

const folder = shared('platforms');
if (folder === undefined || shared('platforms/samples') === undefined) process.exit(2);

const entries = [...sampleEntries(folder)].map(({ entry }) => entry);
const byId = new Map(entries.map((entry) => [entry.id, entry]));
const known = platforms(folder);
const served = new Set(
  [...new Set(entries.map(({ source }) => source))].map((id) => known.get(id)?.region ?? ''),
);

async function* stream() {
  for (let at = 0; at < entries.length; at += PAGE) {
    yield entries.slice(at, at + PAGE).map((entry) => ({
      entry,
      resource: entry.id,
      lead: true,
      firstSeen: '2023-08-20T00:00:00.000Z',
      changedAt: '2023-08-20T00:00:00.000Z',
      removedAt: null,
    }));
  }
}

const began = performance.now();
const { lists, findings } = await computeWatch(
  { stream },
  { served, now: CRAWLED, expected: entries.length, most: Number.MAX_SAFE_INTEGER },
);
console.log(
  `${entries.length} entries, ${((performance.now() - began) / entries.length).toFixed(3)} ms an entry`,
);
console.table(
  Object.fromEntries(
    lists.map(({ list, found, certainties, regions, sources }) => [
      list,
      { found, ...certainties, regions: regions.length, sources: sources.length },
    ]),
  ),
);

const all = [...findings()];
for (const list of WATCH_LISTS.filter((each) => options.list === undefined || each === options.list)) {
  const chosen = all
    .filter((each) => each.list === list)
    .sort((a, b) => hashed(`${options.seed} ${a.key}`) - hashed(`${options.seed} ${b.key}`))
    .slice(0, Number(options.read));
  console.log(`\n${list}: ${chosen.length} read`);
  for (const each of chosen) show(each);
}

function show({ certainty, region: code, title, reasons, entries: ids, list }: Omit<Finding, 'since'>): void {
  const why = reasons.map((reason) => reasonSaid(list, reason).zh).join('；');
  console.log(`\n${certainty.padEnd(8)} ${region(code)?.name} 「${title}」 ${why}`);
  for (const id of ids.slice(0, 3)) {
    const entry = byId.get(id) as Entry;
    const said = (entry.description ?? '').replace(/\s+/g, ' ').slice(0, 110);
    console.log(`    ${id} ${entry.title} · ${entry.publisher?.name ?? '?'} · ${said}`);
  }
  if (list === 'peer-gaps') {
    // Whether it lacks the kind shows in what it has that is nearest.
    for (const near of nearest(code, title)) console.log(`    has: ${near}`);
  }
}

function nearest(place: string, title: string): string[] {
  const pairs = pairsOf(kindOf(title, place).key);
  const score = (entry: Entry): number => pairsOf(entry.title).intersection(pairs).size;
  return entries
    .filter(({ spatial: { code } }) => code === place || region(code)?.city === place)
    .map((entry) => ({ title: entry.title, score: score(entry) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score || a.title.length - b.title.length)
    .slice(0, 3)
    .map((each) => each.title);
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2)));
}
