/**
 * What exports cost: `npm run bench:export [-- <entries> …]`. Generated entries in a catalogue of their own, each format in
 * a process of its own: entries a second, bytes, and the most memory that was the process's own, which is to stay flat.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesDataset, entryRecords } from '../../api/exports/entries.ts';
import { FORMATS, type Format, written } from '../../api/exports/formats.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';

const BATCH = 500;

async function fill(path: string, entries: number): Promise<void> {
  const catalogue = await openSqliteCatalogue({ path });
  for (let from = 0; from < entries; from += BATCH) {
    const part = Array.from({ length: Math.min(BATCH, entries - from) }, (_, at) => entry(from + at));
    await catalogue.write(batchOf(part, { batch: from / BATCH }));
  }
  await catalogue.close();
}

const entry = (at: number) =>
  entryOf('s', String(at), {
    title: `第${at}号公共停车场泊位信息 ${createHash('md5').update(String(at)).digest('hex').slice(0, 8)}`,
    description: `${at} 记录了停车场的名称、位置、泊位数量与开放时间，按月更新。`.repeat(3),
    publisher: { name: `第${at % 300}城市管理局` },
    keywords: ['停车', '交通', `编号${at % 50}`],
    themes: [{ code: 'T1', raw: '交通运输' }],
    issued: `20${10 + (at % 15)}-05-27`,
    distributions: [{ title: '数据', format: 'csv', downloadUrl: `https://data.example.cn/${at}.csv` }],
    dataItems: ['名称', '位置', '泊位', '时间'].map((name) => ({ name, type: '字符型' })),
    raw: { 目录编号: String(at), 更新: '每月', 说明: '来源的原有字段'.repeat(5) },
  });

/** Bytes that are the process's own now, as Linux counts them: without the pages of files. */
function own(): number {
  try {
    const found = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'));
    return Number(found?.[1] ?? 0) * 1024;
  } catch {
    return process.memoryUsage.rss();
  }
}

/** In a process of its own: writes the whole catalogue to nowhere. */
async function measure(path: string, format: Format): Promise<void> {
  const catalogue = await openSqliteCatalogue({ path });
  let most = 0;
  const sampling = setInterval(() => {
    most = Math.max(most, own());
  }, 50);
  const asOf = '2026-11-27T00:00:00.000Z';
  const all = { words: { text: '' }, filters: {} };
  let count = 0;
  async function* counted() {
    for await (const page of entryRecords(catalogue, new Map(), all, asOf)) {
      count += page.length;
      yield page;
    }
  }
  const started = performance.now();
  let bytes = 0;
  const dataset = entriesDataset({ asOf, program: 'bench', question: {} });
  for await (const part of written(format, dataset, counted())) bytes += Buffer.byteLength(part);
  const seconds = (performance.now() - started) / 1000;
  clearInterval(sampling);
  const { total } = await catalogue.statistics({ by: [], filters: {} });
  if (total.entries !== count) throw new Error(`${count} of ${total.entries} entries`);
  await catalogue.close();
  console.log(JSON.stringify({ count, seconds, bytes, most }));
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--format') await measure(rest[1] as string, rest[0] as Format);
else {
  const sizes = first === undefined ? [50_000, 370_000] : [first, ...rest].map(Number);
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'huimu-export-'));
    const path = join(folder, 'catalogue.db');
    await fill(path, size);
    for (const format of FORMATS) {
      const said = execFileSync(process.execPath, [
        '--max-semi-space-size=4',
        fileURLToPath(import.meta.url),
        '--format',
        format,
        path,
      ]);
      const { count, seconds, bytes, most } = JSON.parse(said.toString());
      const figures = [
        `${format.padEnd(8)} ${count} entries`,
        `${Math.round(count / seconds)} entries/s`,
        `${Math.round(bytes / 1e6)} MB`,
        `most of its own ${Math.round(most / 1e6)} MB`,
      ];
      console.log(figures.join('  '));
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
