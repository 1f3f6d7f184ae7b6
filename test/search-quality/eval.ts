/**
 * Scores search by the judged queries: indexes the reference entries through the real catalogue, asks every query as
 * people are answered (`index/finding/find.ts`), and prints the measures by kind beside those of the two baselines, the
 * two halves of the queries apart (the words and weights were tuned on the odd ones alone), and the time a query takes.
 *
 *   npm run eval:search -- [--per-query] [--keep file.db] [--own] [--show S31] [--elasticsearch]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, find } from '../../index/finding/find.ts';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { asked } from '../index/entries.ts';
import { shared } from '../shared.ts';
import { besideElasticsearch, compare } from './beside.ts';
import { OWN } from './own.ts';
import { type SampleEntry, sampleEntries } from './samples.ts';

const DEPTH = 100;

const { values: options } = parseArgs({
  options: {
    'per-query': { type: 'boolean', default: false },
    keep: { type: 'string' },
    own: { type: 'boolean', default: false },
    elasticsearch: { type: 'boolean', default: false },
    show: { type: 'string', multiple: true, default: [] },
  },
});
const quality = shared('search-quality');
const platforms = shared('platforms');
if (quality === undefined || platforms === undefined) process.exit(0);

const folder = mkdtempSync(join(tmpdir(), 'huimu-quality-'));
const path = options.keep ?? join(folder, 'catalogue.db');
const indexed = existsSync(path);
const beside = options.elasticsearch ? await besideElasticsearch() : undefined;
const catalogue = await openSqliteCatalogue({ path });
const rows = new Map<string, string[]>();
for (const name of readFileSync(join(quality, 'platforms-shared.txt'), 'utf8').trim().split(/\s+/)) {
  const samples = sampleEntries(platforms, name);
  for (const { entry, rows: lines } of samples) rows.set(entry.id, lines);
  if (!indexed) await index(catalogue, samples);
  if (beside !== undefined) await index(beside.catalogue, samples);
}

async function index(into: Catalogue, samples: SampleEntry[]): Promise<void> {
  for (let from = 0; from < samples.length; from += 500) {
    const part = samples.slice(from, from + 500);
    const region = part[0]?.region ?? '100000';
    const entries = part.map(({ entry }) => entry);
    const failures = await into.write(batchOf(entries, { region, batch: from }));
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
  }
}

const ask = (text: string, size: number, fold = false): Promise<Finding> =>
  find(catalogue, { ...asked({ text, size }), fold });

async function lines({ hits }: Finding): Promise<string[][]> {
  return Promise.all(
    hits.map(async ({ resource, lead, offers }) => {
      const whole = offers.count > 1 ? await catalogue.resource(resource) : undefined;
      const ids = whole?.offers.map(({ entry }) => entry.id) ?? [lead.entry.id];
      return ids.flatMap((id) => rows.get(id) ?? []);
    }),
  );
}

const grades = new Map<string, number>();
for (const line of readFileSync(join(quality, 'qrels.tsv'), 'utf8').trim().split('\n')) {
  const [query, platform, row, grade] = line.split('\t');
  grades.set(`${query} ${platform}:${row}`, Number(grade));
}

function print(found: Finding, grade: (at: number) => string): void {
  const words = found.understood.map(({ text, typed, kind, near, found: held }) =>
    [
      typed === undefined ? '' : `${typed}=`,
      text,
      ` ${kind} ${held}`,
      near.length === 0 ? '' : ` (${near.join(' ')})`,
    ].join(''),
  );
  console.log(`  ${found.resources} resources; ${words.join('; ')}`);
  if (found.suggestion !== undefined) console.log(`  meant: ${found.suggestion.text}`);
  for (const { text, resources } of found.nearest) console.log(`  nearest: ${text} (${resources})`);
  for (const [at, { lead, class: of, folded }] of found.hits.slice(0, 10).entries()) {
    const { title, publisher, source } = lead.entry;
    const more = folded === undefined ? '' : ` +${folded.count}`;
    console.log(`  ${grade(at)} ${title.slice(0, 44)}${more} · ${publisher?.name ?? ''} · ${source} · ${of}`);
  }
}

const run: string[] = [];
const times: number[] = [];
for (const line of readFileSync(join(quality, 'queries.jsonl'), 'utf8').trim().split('\n')) {
  const { id, query } = JSON.parse(line) as { id: string; query: string };
  const started = performance.now();
  await ask(query, 10);
  times.push(performance.now() - started);
  const found = await ask(query, DEPTH);
  const all = await lines(found);
  for (const [at, [first, ...members]] of all.entries()) {
    run.push(`${id}\t${(first as string).replace(':', '\t')}\t${at + 1}\t${members.join(',')}`);
  }
  if (!options.show.includes(id) && !options.show.includes('all')) continue;
  console.log(`${id} ${query}`);
  print(found, (at) =>
    String(Math.max(...(all[at] ?? []).map((row) => grades.get(`${id} ${row}`) ?? -1))).replace('-1', '?'),
  );
}
if (options.own) {
  for (const query of OWN) {
    console.log(query);
    print(await ask(query, 10, true), (at) => String(at + 1).padStart(2));
  }
}
if (beside !== undefined) {
  await beside.catalogue.refresh();
  const queries = readFileSync(join(quality, 'queries.jsonl'), 'utf8').trim().split('\n');
  const texts = queries.map((line) => (JSON.parse(line) as { query: string }).query);
  const {
    sameTen,
    sameAll,
    told,
    times: theirs,
  } = await compare(catalogue, beside.catalogue, [...texts, ...OWN]);
  console.log(
    `Elasticsearch beside SQLite: ${texts.length + OWN.length} queries, the first ten alike in ${sameTen}, the first hundred in ${sameAll}`,
  );
  for (const line of told) console.log(`  ${line}`);
  theirs.sort((a, b) => a - b);
  console.log(`Elasticsearch, ms a query, first asked: p50 ${theirs[theirs.length >> 1]?.toFixed(1)}`);
  await beside.close();
}
await catalogue.close();
const file = join(folder, 'huimu.run.tsv');
writeFileSync(file, `${run.join('\n')}\n`);

function score(of: string, detail: boolean): string[] {
  const scope = ['--platforms', join(quality as string, 'platforms-shared.txt')];
  const options_ = [join(quality as string, 'score.py'), of, ...scope, ...(detail ? ['--per-query'] : [])];
  return execFileSync('python3', options_, { encoding: 'utf8' }).trimEnd().split('\n');
}
const detailed = score(file, true);
const perQuery = detailed.filter((line) => /^S\d/.test(line));
console.log(detailed.filter((line) => options['per-query'] || !/^S\d/.test(line)).join('\n'));
for (const baseline of ['bigram', 'jieba']) {
  const all = score(join(quality, `baseline-${baseline}-shared-corpus.run.tsv`), false);
  console.log(all.find((line) => line.startsWith('ALL'))?.replace('ALL', baseline));
}
for (const [name, rest] of [
  ['tuned on (odd)', 1],
  ['held out (even)', 0],
] as const) {
  const half = perQuery.filter((line) => Number(/^S(\d+)/.exec(line)?.[1]) % 2 === rest);
  const sum = half.reduce((all, line) => all + Number(/NDCG@10 (\S+)/.exec(line)?.[1]), 0);
  console.log(`${name}\t${half.length}\tNDCG@10 ${(sum / half.length).toFixed(3)}`);
}
times.sort((a, b) => a - b);
const quantile = (share: number) => (times[Math.floor((times.length - 1) * share)] as number).toFixed(1);
console.log(`ms a query, first asked: p50 ${quantile(0.5)} p90 ${quantile(0.9)} most ${quantile(1)}`);
rmSync(folder, { recursive: true });
