/** The difference of two versions, for itself: folded backwards it leads from the one to the other. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesBetween, type Flat, flattened, MOST_FIELDS, MOST_TEXT } from '../../index/history/changes.ts';
import { withNote } from '../../index/history/day.ts';
import { ChangeTally } from '../../index/history/tally-changes.ts';
import { placeHistory } from '../../index/history/totals.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { dayNote, entryOf } from './entries.ts';

const text = fc.string({ maxLength: 40, unit: 'grapheme' });
const version = fc.record(
  {
    title: text.map((title) => `甲${title}`),
    description: text,
    mode: fc.constantFrom('opening' as const, 'authorised-operation' as const),
    openness: fc.record({ class: fc.constantFrom('unconditional' as const, 'closed' as const), raw: text }),
    volume: fc.record({ rows: fc.nat(), files: fc.nat() }, { requiredKeys: [] }),
    keywords: fc.array(text, { maxLength: 4 }),
    fee: fc.record({ free: fc.constantFrom(true, false, null), raw: text }),
  },
  { requiredKeys: ['title', 'mode'] },
);

const scalars = (flat: Flat) => Object.fromEntries([...flat].filter(([, value]) => !Array.isArray(value)));

it('leads backwards from now to every version before', () => {
  fc.assert(
    fc.property(fc.array(version, { minLength: 2, maxLength: 6 }), (versions) => {
      const entries = versions.map((each) => entryOf('a', '1', each as Partial<Entry>));
      const state = new Map(flattened(entries.at(-1) as Entry));
      for (let at = entries.length - 1; at > 0; at -= 1) {
        for (const { field, from } of changesBetween(entries[at - 1] as Entry, entries[at] as Entry)) {
          if (from === undefined || field.startsWith('raw.')) continue;
          if (from === null) state.delete(field);
          else state.set(field, from);
        }
        expect(scalars(state)).toEqual(scalars(flattened(entries[at - 1] as Entry)));
      }
    }),
  );
});

it('stays small: texts cut to where they differ, members and fields counted', () => {
  const long = '前'.repeat(1000);
  const before = entryOf('a', '1', { description: `${long}甲`, keywords: [] });
  const after = entryOf('a', '1', {
    description: `${long}乙`,
    keywords: Array.from({ length: 50 }, (_, at) => `词${at}`),
  });
  const [description, keywords] = changesBetween(before, after);
  expect(description).toMatchObject({ field: 'description', cut: true });
  expect(String(description?.from).endsWith('甲')).toBe(true);
  expect(String(description?.to).length).toBeLessThanOrEqual(MOST_TEXT);
  expect(keywords?.added).toHaveLength(20);
  expect(keywords?.more).toBe(30);
  const label = (at: number) => [`标签${at}`, '值'];
  const labels = Object.fromEntries(Array.from({ length: 90 }, (_, at) => label(at)));
  expect(changesBetween(entryOf('a', '1'), entryOf('a', '1', { raw: labels }))).toHaveLength(MOST_FIELDS);
});

it('counts what becomes of which value, the most frequent first', () => {
  const tally = new ChangeTally();
  for (const at of [1, 2, 3, 4]) {
    const to = at < 4 ? 'ANNUAL' : 'DAILY';
    tally.add({ id: `a:${at}`, title: `题${at}`, changes: [{ field: 'frequency.code', from: null, to }] });
  }
  expect(tally.fields(1)).toMatchObject([
    {
      field: 'frequency.code',
      entries: 4,
      values: [
        { from: null, to: 'ANNUAL', entries: 3, examples: [{ id: 'a:1' }, { id: 'a:2' }, { id: 'a:3' }] },
      ],
    },
  ]);
});

it('sums a place over sources that stand as on their last day', async () => {
  const day = (source: string, date: string, entries: number, quality: number) =>
    withNote(
      undefined,
      dayNote(source, date, `${source} ${date}`, { entries, quality, modes: { opening: entries } }),
    );
  const { quality: _, ...unjudged } = day('c', '2026-02-20', 3, 0);
  const kept = [
    day('b', '2026-02-27', 5, 40),
    day('a', '2026-03-01', 10, 70),
    day('a', '2026-03-03', 15, 80),
  ];
  const catalogue = {
    lastDays: async (before: string) => kept.filter((each) => each.day < before),
    days: async () => ({ items: kept.slice(1), cursor: null }),
  };
  const asked = { from: '2026-02-28', until: '2026-03-03' };
  const days = await placeHistory(catalogue, { ...asked, by: 'day' });
  expect(days.map(({ period, sources, entries, added }) => [period, sources, entries, added])).toEqual([
    ['2026-02-28', 1, 5, 0],
    ['2026-03-01', 2, 15, 1],
    ['2026-03-02', 2, 15, 0],
    ['2026-03-03', 2, 20, 1],
  ]);
  // By entries; a day of which none was reckoned says nothing of it.
  expect(days.map(({ quality }) => quality)).toEqual([40, 60, 60, 70]);
  const before = { days: catalogue.days, lastDays: async () => [unjudged] };
  expect((await placeHistory(before, { ...asked, by: 'day' }))[0]).toMatchObject({
    entries: 3,
    quality: null,
  });
  const months = await placeHistory(catalogue, { ...asked, by: 'month' });
  expect(months).toMatchObject([
    { period: '2026-02', entries: 5, added: 0 },
    { period: '2026-03', entries: 20, added: 2, modes: { opening: 20 } },
  ]);
});
