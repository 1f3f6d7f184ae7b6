/** Snapshots by day: ten played days, their change logs, their bytes, who makes them, and how they are fetched. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import type { ApiServer } from '../../../api/routes/route.ts';
import { readLines } from '../../../api/snapshots/lines.ts';
import { makeSnapshot } from '../../../api/snapshots/make.ts';
import {
  CHANGES,
  LINES,
  MANIFEST,
  manifestOf,
  snapshotDays,
  TABLE,
} from '../../../api/snapshots/manifest.ts';
import { expired } from '../../../api/snapshots/retention.ts';
import { verifySnapshot } from '../../../api/snapshots/verify.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { batchOf } from '../../index/batches.ts';
import { entryOf } from '../../index/entries.ts';
import { PACKAGES, pythonWith, scriptOf } from '../../peers/python.ts';

const python = await pythonWith(PACKAGES.exports);
const data = mkdtempSync(join(tmpdir(), 'huimu-snapshots-'));
const folder = join(data, 'snapshots');
const DAYS = Array.from({ length: 10 }, (_, at) => `2026-11-${String(18 + at)}`);
let huimu: Huimu;
let server: ApiServer;
let base: string;

const make = (day: string, into = folder) =>
  makeSnapshot({ catalogue: huimu.catalogue, sources: huimu.sources, folder: into, day, program: '0.0.0' });

async function linesOf<T>(day: string, name: string, of = folder): Promise<T[]> {
  const all: T[] = [];
  for await (const lines of readLines(join(of, day, name)))
    all.push(...lines.map((line) => JSON.parse(line) as T));
  return all;
}

/** Some come, some change, some go, every day others; ids of all kinds of characters. */
async function play(day: number): Promise<void> {
  const instant = `${DAYS[day]}T00:00:00.000Z`;
  const ids = Array.from(
    { length: 40 },
    (_, at) => `${at % 3 === 0 ? '𠮷' : at % 3 === 1 ? '\uff21' : 'a'}${at}`,
  );
  const here = ids.filter((_, at) => (at + day) % 7 !== 0 && at < 10 + day * 4);
  const puts = here.map((id, at) =>
    entryOf('s', id, { title: `条目 ${id} ${at % 5 === day % 5 ? day : 0}\u2028` }),
  );
  await huimu.catalogue.write(batchOf(puts, { at: instant, run: `run${day}` }));
  await huimu.catalogue.remove(
    's',
    ids.filter((id) => !here.includes(id)),
    instant,
  );
  await huimu.catalogue.refresh();
}

beforeAll(async () => {
  huimu = await composeHuimu({
    ...loadSettings({ environment: {}, folder: data }),
    data,
    logLevel: 'silent',
  });
  for (const [at, day] of DAYS.entries()) {
    await play(at);
    expect((await make(day)).made).toBe(true);
  }
  server = await createServer(apiContext(huimu));
  await server.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.close();
  await huimu.close();
  rmSync(data, { recursive: true, force: true });
});

describe('snapshots of ten days', () => {
  it('have change logs that add up to the difference', async () => {
    expect(snapshotDays(folder)).toEqual(DAYS);
    const ids = new Set<string>();
    const totals = { added: 0, changed: 0, removed: 0 };
    for (const [at, day] of DAYS.entries()) {
      const entries = await linesOf<{ id: string; title: string; asOf: string }>(day, LINES);
      const changes = await linesOf<{ change: keyof typeof totals; id: string }>(day, CHANGES);
      const before =
        at === 0 ? [] : await linesOf<{ id: string; title: string }>(DAYS[at - 1] as string, LINES);
      const titles = new Map(before.map(({ id, title }) => [id, title]));
      for (const { change, id } of changes) {
        totals[change] += 1;
        if (change === 'removed') expect(ids.delete(id)).toBe(true);
        else expect(ids.has(id)).toBe(change === 'changed');
        if (change === 'added') ids.add(id);
      }
      expect([...ids].sort()).toEqual(entries.map(({ id }) => id).sort());
      const changed = new Set(changes.filter(({ change }) => change === 'changed').map(({ id }) => id));
      for (const { id, title, asOf } of entries) {
        expect(asOf).toBe(day);
        if (titles.has(id) && titles.get(id) !== title) expect(changed).toContain(id);
      }
      expect(manifestOf(folder, day)).toMatchObject({
        since: DAYS[at - 1] ?? null,
        entries: entries.length,
        address: `/snapshots/${day}/`,
      });
      expect(await verifySnapshot(folder, day)).toEqual([]);
    }
    for (const count of Object.values(totals)) expect(count).toBeGreaterThan(5);
  });

  it('have the same bytes for the same catalogue, but for the date', async () => {
    const last = DAYS.at(-1) as string;
    const [one, other] = [join(data, 'one'), join(data, 'other')];
    await make(last, one);
    await make(last, other);
    for (const name of [LINES, TABLE, CHANGES, MANIFEST]) {
      expect(readFileSync(join(one, last, name)).equals(readFileSync(join(other, last, name))), name).toBe(
        true,
      );
    }
    // A day on which nothing happened.
    await make('2026-11-28', one);
    expect(manifestOf(one, '2026-11-28')?.changes).toEqual({ added: 0, changed: 0, removed: 0 });
    const dated = await linesOf<{ asOf: string }>('2026-11-28', LINES, one);
    const undated = (lines: { asOf: string }[]) => lines.map(({ asOf: _, ...rest }) => rest);
    expect(undated(dated)).toEqual(undated(await linesOf(last, LINES)));
  });

  it('are made once, however many try, and anew where one died over it', async () => {
    const into = join(data, 'many');
    const outcomes = await Promise.all([1, 2, 3].map(() => make('2026-11-27', into)));
    expect(outcomes.filter(({ made }) => made)).toHaveLength(1);
    expect(await make('2026-11-27', into)).toEqual({ made: false, why: 'there' });
    const died = join(into, '.making-2026-11-28');
    mkdirSync(died);
    writeFileSync(join(died, LINES), 'half');
    expect(await make('2026-11-28', into)).toEqual({ made: false, why: 'being-made' });
    expect(snapshotDays(into)).toEqual(['2026-11-27']);
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(died, longAgo, longAgo);
    const again = await Promise.all([1, 2].map(() => make('2026-11-28', into)));
    expect(again.filter(({ made }) => made)).toHaveLength(1);
    expect(await verifySnapshot(into, '2026-11-28')).toEqual([]);
    expect(readdirSync(into).sort()).toEqual(['2026-11-27', '2026-11-28']);
  });

  it('leave nothing where the catalogue fails in the midst', async () => {
    const into = join(data, 'failing');
    const catalogue = {
      async *stream() {
        for await (const page of huimu.catalogue.stream({})) {
          yield page;
          throw new Error('gone');
        }
      },
    };
    const options = { catalogue, sources: huimu.sources, folder: into, day: '2026-11-27', program: '0' };
    await expect(makeSnapshot(options)).rejects.toThrow('gone');
    expect(readdirSync(into)).toEqual([]);
  });

  it('that are damaged are told', async () => {
    const into = join(data, 'damaged');
    await make('2026-11-27', into);
    const path = join(into, '2026-11-27', TABLE);
    const bytes = readFileSync(path);
    bytes[100] = (bytes[100] as number) ^ 1;
    writeFileSync(path, bytes);
    rmSync(join(into, '2026-11-27', CHANGES));
    const wrong = await verifySnapshot(into, '2026-11-27');
    expect(wrong?.map((line) => line.split(':')[0])).toEqual([TABLE, CHANGES]);
    expect(await verifySnapshot(into, '2026-11-26')).toBeUndefined();
  });
});

describe('retention', () => {
  it('keeps all of thirty days, and the first of every month before', () => {
    const days = Array.from({ length: 100 }, (_, at) =>
      new Date(Date.UTC(2026, 7, 20) + at * 86_400_000).toISOString().slice(0, 10),
    );
    const gone = new Set(expired(days, '2026-11-27'));
    const kept = days.filter((day) => !gone.has(day));
    expect(kept.slice(0, 4)).toEqual(['2026-08-20', '2026-09-01', '2026-10-01', '2026-10-29']);
    expect(kept).toHaveLength(3 + 30);
  });
});

describe('a snapshot, fetched', () => {
  it('is listed, and lies at an address that stays, whole and in parts', async () => {
    const { snapshots } = (await (await fetch(`${base}/api/v1/snapshots`)).json()) as {
      snapshots: { snapshot: string; address: string; files: { name: string; sha256: string }[] }[];
    };
    expect(snapshots.map(({ snapshot }) => snapshot)).toEqual(DAYS.toReversed());
    const [{ address, files }] = snapshots as [(typeof snapshots)[number]];
    const manifest = await fetch(`${base}${address}`);
    expect(await manifest.json()).toEqual(
      JSON.parse(readFileSync(join(folder, DAYS[9] as string, MANIFEST), 'utf8')),
    );
    for (const { name, sha256 } of files) {
      const whole = await fetch(`${base}${address}${name}`);
      expect(whole.headers.get('etag')).toBe(`"${sha256}"`);
      expect(whole.headers.get('cache-control')).toContain('immutable');
      expect(whole.headers.get('last-modified')).toBeTruthy();
      const bytes = Buffer.from(await whole.arrayBuffer());
      const head = await fetch(`${base}${address}${name}`, { method: 'HEAD' });
      expect(head.headers.get('content-length')).toBe(String(bytes.length));
      const part = await fetch(`${base}${address}${name}`, { headers: { range: 'bytes=3-9' } });
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(3, 10))).toBe(true);
      const known = await fetch(`${base}${address}${name}`, { headers: { 'if-none-match': `"${sha256}"` } });
      expect(known.status).toBe(304);
    }
    for (const none of [
      '2026-01-01/',
      '2026-11-27/catalogue.db',
      '..%2f..%2f/x',
      '2026-11-27/..%2fmanifest.json',
    ]) {
      expect((await fetch(`${base}/snapshots/${none}`)).status, none).toBe(404);
    }
  });

  it.skipIf(python === undefined)(
    'is read by DuckDB over HTTP, of which it takes the parts that it needs',
    async () => {
      const ranges: string[] = [];
      server.server.on('request', ({ headers }) => headers.range && ranges.push(headers.range));
      const { stdout } = await promisify(execFile)(python as string, [
        scriptOf('read_snapshot.py'),
        `${base}/snapshots/${DAYS[9]}/`,
      ]);
      const found = JSON.parse(stdout);
      const { entries, resources } = manifestOf(folder, DAYS[9] as string) as {
        entries: number;
        resources: number;
      };
      expect(found).toMatchObject({ entries, resources });
      expect(ranges.length).toBeGreaterThan(0);
      expect(existsSync(join(folder, DAYS[9] as string, TABLE))).toBe(true);
    },
  );
});
