/** All real entries of the reference material, read: what is understood of each field. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../config/errors/errors.ts';
import type { Field } from '../../config/record.ts';
import { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { shared } from '../shared.ts';
import { labels, platforms, rows, statement } from './samples.ts';

const folder = shared('platforms/samples') === undefined ? undefined : shared('platforms');
const PERSONAL = /(?<![\d.])1[3-9]\d{9}(?!\d)/;

describe.skipIf(folder === undefined)('the real entries', () => {
  const entries: Entry[] = [];
  const rejected = new Map<string, number>();
  let read = 0;
  /** By field: rows that say something, and those of them with a remark that they were not understood. */
  const said = new Map<Field, number>();
  const missed = new Map<string, number>();

  beforeAll(() => {
    const known = platforms(folder as string);
    const fieldOf = labels(folder as string);
    for (const file of readdirSync(`${folder}/samples`)) {
      const id = /^(.+)\.jsonl\.gz$/.exec(file)?.[1];
      const source = id === undefined ? undefined : known.get(id);
      if (id === undefined || source === undefined) continue;
      for (const [index, row] of rows(folder as string, id).entries()) {
        read += 1;
        const stated = statement(id, row, index, fieldOf);
        try {
          const entry = normalize(source, stated);
          entries.push(entry);
          for (const field of Object.keys(entry.raw) as Field[]) said.set(field, (said.get(field) ?? 0) + 1);
          for (const { field, code } of entry.remarks) {
            if (code === 'not-understood' || code === 'out-of-range')
              missed.set(field, (missed.get(field) ?? 0) + 1);
          }
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
          rejected.set(error.code, (rejected.get(error.code) ?? 0) + 1);
        }
      }
    }
  });

  it('all become entries or named rejections', () => {
    expect(read).toBe(85_987);
    expect([...rejected]).toEqual([['record.no-title', 5]]);
    expect(entries).toHaveLength(read - 5);
  });

  it('fit the schema', () => {
    for (let index = 0; index < entries.length; index += 17) {
      const parsed = Entry.safeParse(entries[index]);
      if (!parsed.success) expect.fail(`${entries[index]?.id}: ${parsed.error.message}`);
    }
  });

  it.each([
    ['issued', 0.999],
    ['modified', 0.999],
    ['frequency', 0.999],
    ['openness', 0.995],
    ['formats', 0.98],
    ['theme', 0.995],
    ['industry', 0.999],
    ['volume', 0.999],
    ['landingPage', 0.999],
  ] as const)('%s is understood in at least %d of its values', (field, share) => {
    const count = said.get(field) ?? 0;
    const understood = 1 - (missed.get(field) ?? 0) / count;
    console.log(`${field}: ${count} values, ${(understood * 100).toFixed(2)} % understood`);
    expect(count).toBeGreaterThan(10_000);
    expect(understood).toBeGreaterThanOrEqual(share);
  });

  it('show no mobile number and no name of a person', () => {
    for (const { id: _, localId: _local, nativeId: _native, landingPage: _page, raw, ...entry } of entries) {
      const { landingPage: _address, ...kept } = raw;
      const text = JSON.stringify([entry, kept]);
      if (PERSONAL.test(text)) expect.fail(`a mobile number is shown: ${entry.title}`);
      expect(raw.contactName).toBeUndefined();
    }
  });

  it('keep every stated value beside the mapped one', () => {
    const bare = entries.filter(({ raw, title }) => typeof raw.title !== 'string' || title === '');
    expect(bare).toEqual([]);
    expect(entries.filter(({ frequency }) => frequency !== undefined).length).toBeGreaterThan(80_000);
  });
});
