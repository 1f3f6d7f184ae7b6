/**
 * Scores search by the judged queries: indexes the reference entries through the real catalogue, asks every
 * query, and prints the measures beside those of the two baselines.
 *
 *   node test/search-quality/score.ts [--per-query] [--keep file.db]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Catalogue } from '../../index/port.ts';
import type { SearchQuery } from '../../index/query.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { shared } from '../shared.ts';
import { type SampleEntry, sampleEntries } from './samples.ts';

const DEPTH = 100;

const { values: options } = parseArgs({
  options: { 'per-query': { type: 'boolean', default: false }, keep: { type: 'string' } },
});
const quality = shared('search-quality');
const platforms = shared('platforms');
if (quality === undefined || platforms === undefined) process.exit(0);

const names = readFileSync(join(quality, 'platforms-shared.txt'), 'utf8').trim().split('\n');
const folder = mkdtempSync(join(tmpdir(), 'huimu-quality-'));
const path = options.keep ?? join(folder, 'catalogue.db');
const indexed = existsSync(path);
const catalogue = await openSqliteCatalogue({ path });
const rows = new Map<string, string[]>();
for (const name of names.map((each) => each.trim())) {
  const samples = sampleEntries(platforms, name);
  for (const { entry, rows: lines } of samples) rows.set(entry.id, lines);
  if (!indexed) await index(catalogue, samples);
}

async function index(into: Catalogue, samples: SampleEntry[]): Promise<void> {
  for (let from = 0; from < samples.length; from += 500) {
    const part = samples.slice(from, from + 500);
    const region = part[0]?.region ?? '100000';
    const failures = await into.write(
      batchOf(
        part.map(({ entry }) => entry),
        { region, batch: from },
      ),
    );
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
  }
}

async function ask(text: string): Promise<string[]> {
  const query: SearchQuery = {
    text,
    filters: {},
    sort: 'relevance',
    size: DEPTH,
    facets: [],
    facetSize: 0,
    highlight: false,
  };
  const { hits } = await catalogue.search(query);
  return Promise.all(
    hits.map(async ({ resource, lead, offers }) => {
      const whole = offers.count > 1 ? await catalogue.resource(resource) : undefined;
      const ids = whole?.offers.map(({ entry }) => entry.id) ?? [lead.entry.id];
      const [first, ...members] = ids.flatMap((id) => rows.get(id) ?? []);
      return `${(first as string).replace(':', '\t')}\t@\t${members.join(',')}`;
    }),
  );
}

const run: string[] = [];
for (const line of readFileSync(join(quality, 'queries.jsonl'), 'utf8').trim().split('\n')) {
  const { id, query } = JSON.parse(line) as { id: string; query: string };
  for (const [rank, hit] of (await ask(query)).entries())
    run.push(`${id}\t${hit.replace('@', String(rank + 1))}`);
}
await catalogue.close();
const file = join(folder, 'huimu.run.tsv');
writeFileSync(file, `${run.join('\n')}\n`);

const score = (of: string): string[] => {
  const detail = options['per-query'] && of === file ? ['--per-query'] : [];
  const scope = ['--platforms', join(quality, 'platforms-shared.txt')];
  return execFileSync('python3', [join(quality, 'score.py'), of, ...scope, ...detail], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
};
console.log(score(file).join('\n'));
for (const baseline of ['bigram', 'jieba']) {
  const all = score(join(quality, `baseline-${baseline}-shared-corpus.run.tsv`)).find((line) =>
    line.startsWith('ALL'),
  );
  console.log(all?.replace('ALL', baseline));
}
rmSync(folder, { recursive: true });
