/** CSW against a service written from the standard: how services page, end and fail, and what of it costs a record. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { cswAdapter } from '../../../adapters/csw/adapter.ts';
import type { Cursor } from '../../../config/record.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { bareThing, type SampledThing } from '../../sources/thing.ts';
import { type CswVariant, csw } from '../../sources/wires/standards/csw.ts';
import { SITE, type Standing, standing } from '../walked.ts';

const open: Standing[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ platform }) => platform.close()));
});

for (const [name, variant, options] of [
  ['2.0.2 posted, ISO 19139', {}, {}],
  ['2.0.2 as KVP, Dublin Core', { end: 'behind' }, { method: 'get', schema: 'dc' }],
  ['3.0 as KVP, DCAT', { version: '3.0.0', end: 'absent' }, { version: '3.0.0', schema: 'dcat' }],
  [
    '3.0 posted, in windows',
    { version: '3.0.0', positionCap: 60 },
    { version: '3.0.0', method: 'post', cap: 60, schema: 'dc' },
  ],
] as [string, CswVariant, Record<string, unknown>][])
  adapterConformance({
    name: `CSW ${name}`,
    async start() {
      const { platform, source } = await standing(
        cswAdapter,
        csw(SITE, variant),
        { seed: 7, count: 130 },
        {
          path: '/csw',
          rows: 40,
          ...options,
        },
      );
      return {
        source,
        routes: platform.routes,
        expected: new Map(platform.things.map(({ id, title }) => [id, title])),
        declares: true,
        close: platform.close,
      };
    },
  });

async function service(
  variant: CswVariant,
  options: Record<string, unknown> = {},
  things: SampledThing[] | { seed: number; count: number } = { seed: 3, count: 45 },
): Promise<Standing> {
  const made = await standing(cswAdapter, csw(SITE, variant), things, { path: '/csw', rows: 20, ...options });
  open.push(made);
  return made;
}
const every = ({ platform }: Standing): string[] => platform.things.map(({ id }) => id).sort();
const positions = (asked: string[]): string[] =>
  asked.map((each) => /startPosition(?:="|=)(\d+)/.exec(each)?.[1] ?? '');

describe('pages', () => {
  it('begin where the server says, not where we reckoned: 20 asked, 10 given', async () => {
    const made = await service({ pageCap: 10 });
    const { ids, pages, asked } = await made.walk();
    expect(ids.sort()).toEqual(every(made));
    expect(positions(asked)).toEqual(['1', '11', '21', '31', '41']);
    expect(pages.map(({ missing }) => missing)).toEqual(Array(5).fill(undefined));
  });

  it.each(['zero', 'absent', 'behind', 'first'] as const)('end with nextRecord %s', async (end) => {
    for (const count of [45, 40, 1]) {
      const made = await service({ end }, {}, { seed: 5, count });
      const { ids, pages, asked } = await made.walk();
      expect(ids.sort()).toEqual(every(made));
      expect(pages.at(-1)!.next).toBeNull();
      expect(pages.flatMap(({ missing }) => missing ?? [])).toEqual([]);
      // Behind a full page one more is asked for, as counts lag; its refusal is no failure.
      expect(asked).toHaveLength(count === 45 ? 3 : count === 40 ? 3 : 1);
    }
  });

  it('are reckoned where nextRecord is never stated', async () => {
    const made = await service({ nextless: true, pageCap: 15 });
    const { ids, asked } = await made.walk();
    expect(ids.sort()).toEqual(every(made));
    expect(positions(asked).slice(0, 3)).toEqual(['1', '16', '31']);
  });

  it.each([200, 400])('behind the end refused with %i are the end', async (exceptionStatus) => {
    const made = await service(
      { positionCap: 40, exceptionStatus, end: 'behind' },
      {},
      { seed: 5, count: 40 },
    );
    expect((await made.walk()).ids.sort()).toEqual(every(made));
  });

  it('with holes keep what came, and say which positions did not', async () => {
    const made = await service({ holes: (position) => [3, 17, 44].includes(position) });
    const { ids, pages } = await made.walk();
    expect(ids).toHaveLength(42);
    expect(pages.map(({ missing, declared }) => [missing, declared])).toEqual([
      ['positions 1–20: 18 of 20 records', 45],
      [undefined, 45],
      ['positions 41–45: 4 of 5 records', 45],
    ]);
  });

  it('of nothing are an empty list that says so', async () => {
    const { pages } = await (await service({}, {}, [])).walk();
    expect(pages.map(({ rows, declared, next }) => [rows.length, declared, next])).toEqual([[0, 0, null]]);
  });
});

const dated = (count: number): SampledThing[] =>
  Array.from({ length: count }, (_, index) => ({
    ...bareThing(`t${String(index).padStart(4, '0')}`, `目录 ${index}`),
    modified: index % 10 === 9 ? null : `${2012 + (index % 14)}-0${1 + (index % 9)}-1${index % 9}`,
  }));

describe('a cap on positions', () => {
  it('is gone round by windows of dates, those without a date among them', async () => {
    const made = await service({ positionCap: 60 }, { cap: 60 }, dated(300));
    const { ids, pages } = await made.walk();
    expect(ids.sort()).toEqual(every(made));
    expect(pages.at(-1)).toMatchObject({ declared: 300, next: null });
    expect(pages.flatMap(({ missing }) => missing ?? [])).toEqual([]);
  });

  it('says what is missing where the undated cannot be asked for', async () => {
    const made = await service({ positionCap: 60, nullless: true }, { cap: 60 }, dated(300));
    const { ids, pages } = await made.walk();
    expect(ids).toHaveLength(270);
    expect(pages.at(-1)!.missing).toContain('the windows hold 270 of 300 rows');
  });

  it('says what is missing where the filter is not looked at', async () => {
    const made = await service({ positionCap: 60, unfiltered: true }, { cap: 60 }, dated(300));
    const { ids, pages } = await made.walk();
    expect(ids).toHaveLength(60);
    expect(pages.at(-1)!.missing).toContain('does not part the rows');
  });
});

describe('changes', () => {
  it('are asked for by the date of change, to the day', async () => {
    for (const options of [{}, { method: 'get' }]) {
      const made = await service({}, options, dated(100));
      const { ids, pages, asked } = await made.walk({ since: '2020-03-05T07:00:00Z' });
      const due = made.platform.things.filter(
        ({ modified }) => modified !== null && modified >= '2020-03-05',
      );
      expect(ids.sort()).toEqual(due.map(({ id }) => id).sort());
      expect(decodeURIComponent(asked[0]!)).toContain('2020-03-05');
      expect(pages[0]!.clock).toBe('2026-06-01T08:00:00Z');
    }
  });
});

describe('one bad record', () => {
  it('costs itself; another schema than is known is refused by the server in its own words', async () => {
    const made = await service({});
    made.platform.misbehave({ what: 'no-id' });
    const { ids, refused } = await made.walk();
    expect([ids.length, refused]).toEqual([44, [['record.no-id', undefined]]]);
    const other = await service({}, { schema: 'urn:other' });
    await expect(other.walk()).rejects.toMatchObject({
      code: 'source.answer-failed',
      detail: expect.stringContaining('outputSchema urn:other') as string,
    });
  });
});

describe('what a record says', () => {
  it('is the same in ISO, Dublin Core and DCAT', async () => {
    const said = async (schema: string) => {
      const made = await service({}, { schema });
      const { stated } = await made.walk();
      return stated
        .map(({ id, fields: { title, description, publisher, issued, keywords }, distributions }) => ({
          id,
          title,
          description,
          publisher,
          issued,
          words: schema === 'dc' ? undefined : ([keywords].flat().sort() as unknown),
          links: distributions.map(({ accessUrl }) => accessUrl).sort(),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    };
    const iso = await said('iso19139');
    expect(await said('dcat')).toEqual(iso);
    expect(await said('dc')).toEqual(iso.map((each) => ({ ...each, words: undefined })));
  });
});

it('gives the same rest from any page, whatever the server caps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 25 }),
      fc.constantFrom('zero' as const, 'absent' as const, 'behind' as const, 'first' as const),
      fc.boolean(),
      fc.nat(),
      async (count, pageCap, end, windowed, pick) => {
        const options = windowed ? { cap: 12, rows: 5 } : {};
        const made = await service(
          { pageCap, end, ...(windowed ? { positionCap: 12 } : {}) },
          options,
          dated(count),
        );
        const whole = await made.walk();
        expect(whole.ids.sort()).toEqual(every(made));
        const at = pick % whole.pages.length;
        const next = JSON.parse(JSON.stringify(whole.pages[at]!.next)) as Cursor | null;
        if (next === null) return;
        expect((await made.walk({ cursor: next })).ids).toEqual(
          whole.pages.slice(at + 1).flatMap(({ rows }) => rows.map(({ id }) => id)),
        );
      },
    ),
    { numRuns: 12 },
  );
});
