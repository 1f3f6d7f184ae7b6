/** Entries that another Huimu made: taken as they are where they fit, and as carefully as all that comes from outside. */
import { describe, expect, it } from 'vitest';
import type { Adopted, RawValue } from '../../config/record.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { entryOf } from '../index/entries.ts';
import { source, statement } from './statements.ts';

const from = source({ harvest: { family: 'huimu', base: 'https://huimu.example.org' } });
const made = entryOf('city', '1', { title: '停车场' }) as unknown as Record<string, RawValue>;

const adopted = (over: Record<string, RawValue> = {}, way: Partial<Adopted> = {}) =>
  normalize(
    from,
    statement(
      {},
      {
        id: 'city:1',
        adopted: {
          entry: { ...made, ...over },
          instance: 'fujian',
          via: [],
          origin: { entry: 'city:1', source: 'city', region: '350100' },
          ...way,
        },
      },
    ),
    'nation',
  );
const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('an adopted entry', () => {
  it('is the same under its new name, with its way', () => {
    expect(adopted()).toEqual({
      ...made,
      id: 'guangxi-nanning:city:1',
      source: 'guangxi-nanning',
      localId: 'city:1',
      provenance: { entry: 'city:1', source: 'city', region: '350100', via: ['fujian'] },
    });
  });

  it.each([
    ['came through us', {}, { via: ['nation', 'third'] }, 'record.own'],
    ['is ours', {}, { instance: 'nation' }, 'record.own'],
    ['came a way without end', {}, { via: Array.from({ length: 40 }, (_, at) => `i${at}`) }, 'record.own'],
    ['has no title', { title: '' }, {}, 'record.no-title'],
    ['has another kind than there are', { kind: 'thing' }, {}, 'record.invalid'],
    ['says something inside that the schema does not know', { spatial: { code: '1' } }, {}, 'record.invalid'],
  ])('that %s is refused', (_, over, way, code) => {
    expect(codeOf(() => adopted(over, way))).toBe(code);
  });

  it('goes no further with numbers of people, addresses that run, broken and endless texts', () => {
    const entry = adopted({
      description: `王处长 13812345678 ${'长'.repeat(60_000)}`,
      title: '停车\ud800场',
      landingPage: 'javascript:alert(1)',
      distributions: [{ title: 'x', downloadUrl: 'https://user:secret@example.org/x.csv' }],
      raw: { __proto__: { a: 1 }, deep: JSON.parse(`${'['.repeat(50)}1${']'.repeat(50)}`) },
    });
    expect(entry.description).toContain('138****5678');
    expect(entry.description?.length).toBeLessThanOrEqual(50_000);
    expect(entry.title.isWellFormed()).toBe(true);
    expect(entry.landingPage).toBeUndefined();
    expect(entry.distributions).toEqual([{ title: 'x', downloadUrl: 'https://example.org/x.csv' }]);
    expect(JSON.stringify(entry.raw)).toMatch(/^\{"deep":\[{1,12}null\]+\}$/);
    expect(entry.remarks.map(({ field, code }) => [field, code])).toEqual([
      ['landingPage', 'not-understood'],
      ['downloadUrl', 'masked'],
    ]);
  });

  it('of a later version loses what we do not know, by name', () => {
    const entry = adopted({ weather: '晴' });
    expect(entry).not.toHaveProperty('weather');
    expect(entry.remarks).toEqual([{ field: 'weather', code: 'ignored' }]);
  });
});
