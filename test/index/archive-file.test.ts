/** A catalogue as a file: whole or not, of this program or of none, from us or from anybody. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchivedRecord } from '../../index/archive/archive.ts';
import { archiveLines, isWhole, readArchive } from '../../index/archive/archive-file.ts';
import { compareCatalogues } from '../../index/archive/compare.ts';
import type { Catalogue } from '../../index/port.ts';
import { canonicalJson } from '../../index/tally.ts';
import { seeded } from './generator.ts';
import { emptyFile, fillWhole } from './whole-catalogue.ts';

const FACTS = { at: '2026-07-01T00:00:00.000Z', program: '1.0' };

let path: string;
let source: Catalogue;
let bytes: Buffer;

beforeAll(async () => {
  ({ path, catalogue: source } = await emptyFile());
  await fillWhole(source, 40);
  let text = '';
  for await (const lines of archiveLines(source, FACTS)) text += lines;
  bytes = Buffer.from(text);
});
afterAll(async () => {
  await source.close();
  rmSync(dirname(path), { recursive: true });
});

/** In pieces of so many bytes, so that characters and lines are cut anywhere. */
const inPieces = (of: Buffer, size: number): AsyncIterable<Buffer> =>
  Readable.from(
    Array.from({ length: Math.ceil(of.length / size) }, (_, at) => of.subarray(at * size, (at + 1) * size)),
  );

const read = async (of: Buffer, size = 10_007) => {
  const records: ArchivedRecord[] = [];
  const outcome = await readArchive(inPieces(of, size), (part) => void records.push(...part));
  return { records, outcome };
};

const lines = (): string[] => bytes.toString('utf8').trimEnd().split('\n');
const joined = (of: string[]): Buffer => Buffer.from(`${of.join('\n')}\n`);

describe('the file of an archive', () => {
  it('brings everything back, twice without a difference', async () => {
    const { records, outcome } = await read(bytes, 37);
    expect(isWhole(outcome)).toBe(true);
    expect(records).toHaveLength(lines().length - 2);
    const other = await emptyFile();
    for (const _ of ['once', 'twice']) {
      expect(await other.catalogue.restore(records)).toEqual([]);
      const compared = await compareCatalogues(source, other.catalogue);
      expect(compared.flatMap(({ examples }) => examples)).toEqual([]);
      expect(Object.fromEntries(compared.map(({ kind, second }) => [kind, second]))).toEqual(outcome.stated);
    }
    await other.catalogue.close();
    rmSync(dirname(other.path), { recursive: true });
  });

  it('is known for broken wherever it was cut off', async () => {
    const random = seeded(3);
    const ends = Array.from({ length: 12 }, () => Math.floor(random() * bytes.length));
    const header = bytes.indexOf(10) + 1;
    for (const end of [header, bytes.length - 3, ...ends.filter((at) => at > header)]) {
      const { records, outcome } = await read(bytes.subarray(0, end));
      expect(isWhole(outcome), `${end}`).toBe(false);
      const whole = bytes.subarray(header, end).toString('utf8').split('\n').length - 1;
      expect(records.length, `${end}`).toBeGreaterThanOrEqual(Math.min(whole, lines().length - 2));
    }
  });

  it('is known for damaged where a line is changed, lost or doubled, and says which is no record', async () => {
    const all = lines();
    const at = all.findIndex((line) => line.startsWith('{"kind":"entries"'));
    const line = all[at] as string;
    const wrong: [string[], number][] = [
      [all.with(at, line.replace('"title":"', '"title":"改')), 0],
      [all.toSpliced(at, 1), 0],
      [all.toSpliced(at, 0, line), 0],
      [all.with(at, line.slice(0, -9)), 1],
      [all.with(at, line.replace(/"region":"\d+"/, '"region":"nowhere"')), 1],
      [all.with(at, line.replace('"kind":"entries"', '"kind":"keys"')), 1],
      [all.with(at, 'null'), 1],
      [all.with(at, 'x'.repeat(65_000_000)), 1],
      [[...all, line], 1],
    ];
    for (const [changed, lines_] of wrong) {
      const { outcome } = await read(joined(changed), 1 << 20);
      expect(isWhole(outcome)).toBe(false);
      expect(outcome.wrong).toBe(lines_);
      const number = changed.length > all.length && lines_ === 1 ? changed.length : at + 1;
      if (lines_ === 1) expect(outcome.examples[0]?.line).toBe(number);
    }
  });

  it('is whole in any order of its records and of their members', async () => {
    const [first, ...rest] = lines() as [string, ...string[]];
    const last = rest.pop() as string;
    const turned = rest.toReversed().map((line) => canonicalJson(JSON.parse(line)));
    expect(isWhole((await read(joined([first, ...turned, last]))).outcome)).toBe(true);
  });

  it('is refused where it is none, or of a later program', async () => {
    for (const none of ['', '\n', 'PK\u0003\u0004', '{"huimu":"x"}\n', '[]\n', 'null\n']) {
      await expect(read(Buffer.from(none)), none).rejects.toMatchObject({ code: 'request.invalid' });
    }
    const later = Buffer.from('{"huimu":"archive","version":2}\n');
    await expect(read(later)).rejects.toMatchObject({ code: 'catalogue.newer-version' });
  });
});
