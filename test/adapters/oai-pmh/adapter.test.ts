/** OAI-PMH against a repository written from the protocol: what it may do, and what repositories do beside. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { oaiPmhAdapter } from '../../../adapters/oai-pmh/adapter.ts';
import type { Cursor } from '../../../config/record.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { bareThing, type SampledThing } from '../../sources/thing.ts';
import { type OaiVariant, oaiPmh } from '../../sources/wires/standards/oai-pmh.ts';
import { codeOf } from '../site.ts';
import { SITE, type Standing, standing } from '../walked.ts';

const open: Standing[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ platform }) => platform.close()));
});

const oai = (id: string): string => `oai:data.standard.gov.cn:${id}`;

for (const [name, variant, options] of [
  ['oai_dc', {}, {}],
  ['RDF', { size: 40 }, { prefix: 'dcat_ap' }],
  ['tokens only with the prefix', { token: 'with-prefix', granularity: 'YYYY-MM-DD' }, {}],
] as [string, OaiVariant, Record<string, unknown>][])
  adapterConformance({
    name: `OAI-PMH, ${name}`,
    async start() {
      const { platform, source } = await standing(
        oaiPmhAdapter,
        oaiPmh(SITE, variant),
        { seed: 7, count: 130 },
        { path: '/oai', ...options },
      );
      return {
        source,
        routes: platform.routes,
        expected: new Map(platform.things.map(({ id, title }) => [oai(id), title])),
        declares: true,
        close: platform.close,
      };
    },
  });

async function repository(
  variant: OaiVariant,
  options: Record<string, unknown> = {},
  things: SampledThing[] | { seed: number; count: number } = { seed: 3, count: 45 },
): Promise<Standing> {
  const made = await standing(oaiPmhAdapter, oaiPmh(SITE, { size: 10, ...variant }), things, {
    path: '/oai',
    ...options,
  });
  open.push(made);
  return made;
}
const every = ({ platform }: Standing): string[] => platform.things.map(({ id }) => oai(id)).sort();
const tokens = (asked: string[]): string[] => asked.filter((url) => url.includes('resumptionToken'));

describe('a whole list', () => {
  it.each<[string, OaiVariant]>([
    ['tokens that stand alone', { token: 'alone' }],
    ['tokens refused without the metadata prefix', { token: 'with-prefix' }],
    ['no token element at the end', { bareEnd: true }],
    ['no list size', { listSize: null }],
    ['a token that leads behind the end', { tokenPastEnd: true }],
    ['a token at the end that leads back to the beginning', { tokenToStart: true, token: 'with-prefix' }],
    ['days only', { granularity: 'YYYY-MM-DD' }],
  ])('%s: every record once', async (_name, variant) => {
    const made = await repository(variant);
    const { ids, pages } = await made.walk();
    expect(ids.sort()).toEqual(every(made));
    expect(pages.at(-1)!.declared).toBe(variant.listSize === null ? undefined : 45);
    expect(pages.map(({ clock }) => clock)).toEqual([
      '2026-06-01T08:00:00Z',
      ...pages.slice(1).map(() => undefined),
    ]);
  });

  it('is refused a token one way once, not with every page', async () => {
    const made = await repository({ token: 'with-prefix' });
    expect(tokens((await made.walk()).asked)).toHaveLength(4 + 1);
  });

  it('takes noRecordsMatch for an empty list that says so', async () => {
    const made = await repository({}, {}, []);
    const { pages, ids } = await made.walk();
    expect([ids, pages.map(({ declared, next }) => [declared, next])]).toEqual([[], [[0, null]]]);
  });

  it('does not believe in a guessed size where it is told that it is one', async () => {
    const made = await repository({ listSize: 999 }, { estimates: true });
    expect((await made.walk()).pages.map(({ declared }) => declared)).toEqual(Array(5).fill(undefined));
  });

  it('says in the protocol’s own words what it was refused', async () => {
    const made = await repository({}, { prefix: 'marc21' });
    await expect(made.walk()).rejects.toMatchObject({
      code: 'source.answer-failed',
      detail: expect.stringContaining('cannotDisseminateFormat') as string,
    });
  });
});

const dated = (count: number, perDay = 3): SampledThing[] =>
  Array.from({ length: count }, (_, index) => ({
    ...bareThing(`t${String(index).padStart(3, '0')}`, `目录 ${index}`),
    modified: `2025-01-${String(1 + Math.floor(index / perDay)).padStart(2, '0')} 10:00:00`,
  }));

describe('a token that is refused half-way', () => {
  it('in order of dates: goes on from the newest date, with all of it, and declares the whole', async () => {
    const made = await repository(
      { byDate: true, refuses: (request) => request === 2 || request === 3 },
      {},
      dated(45),
    );
    const { ids, pages, asked } = await made.walk();
    expect(ids.sort()).toEqual(every(made));
    expect(pages.at(-1)!.declared).toBe(45);
    expect(asked.filter((url) => url.includes('from='))).toEqual([
      expect.stringContaining('from=2025-01-07T02%3A00%3A00Z'),
    ]);
  });

  it('in no order, or without dates: once more from the start, and nothing is told twice', async () => {
    for (const variant of [
      { refuses: (request: number) => request === 2 || request === 3 },
      { byDate: true, undated: true, refuses: (request: number) => request === 2 || request === 3 },
    ]) {
      const things = dated(45);
      const made = await repository(variant, {}, 'byDate' in variant ? things : things.reverse());
      const { ids, pages } = await made.walk();
      expect(ids.sort()).toEqual(every(made));
      expect(pages.at(-1)!.declared).toBe(45);
    }
  });

  it('again and again: ends in a code, and what came is kept', async () => {
    const made = await repository({ refuses: () => true });
    await expect(made.walk()).rejects.toMatchObject({ code: 'source.answer-failed' });
    // Each time a little further: that is no standstill.
    const further = await repository(
      { byDate: true, refuses: (request) => request % 4 === 2 || request % 4 === 3 },
      {},
      dated(45),
    );
    expect((await further.walk()).ids.sort()).toEqual(every(further));
  });
});

describe('deletions', () => {
  const deleted = [{ id: 'gone', date: '2025-03-01T00:00:00Z' }];

  it.each(['persistent', 'transient'] as const)(
    'told by a header (%s): withdrawn by id',
    async (deletedRecord) => {
      const made = await repository({ deletedRecord, deleted });
      const { ids, refused, pages } = await made.walk();
      expect([ids.length, refused]).toEqual([45, [['record.withdrawn', oai('gone')]]]);
      expect(pages.at(-1)!.declared).toBe(46);
    },
  );

  it('not told (no): simply not there', async () => {
    expect((await (await repository({ deletedRecord: 'no', deleted })).walk()).refused).toEqual([]);
  });
});

describe('changes', () => {
  const since = '2025-01-10T03:00:00.500Z';

  it.each([
    ['YYYY-MM-DD', 'from=2025-01-10&', 18],
    ['YYYY-MM-DDThh:mm:ssZ', 'from=2025-01-10T03%3A00%3A00Z', 15],
  ] as const)('are asked for in %s', async (granularity, from, count) => {
    const made = await repository(
      { granularity, deletedRecord: 'persistent', deleted: [{ id: 'gone', date: '2025-01-12T00:00:00Z' }] },
      {},
      dated(45),
    );
    const { ids, refused, asked } = await made.walk({ since });
    expect(asked[0]).toContain('verb=Identify');
    expect(`${asked[1]}&`).toContain(from);
    expect(ids).toHaveLength(count);
    expect(refused).toEqual([['record.withdrawn', oai('gone')]]);
  });

  it('go on from a stored cursor, and are none where nothing changed', async () => {
    const made = await repository({ size: 4 }, {}, dated(45));
    const whole = await made.walk({ since });
    for (const [index, { next }] of whole.pages.entries()) {
      if (next === null) continue;
      const rest = await made.walk({ since, cursor: next });
      expect(rest.ids).toEqual(whole.pages.slice(index + 1).flatMap(({ rows }) => rows.map(({ id }) => id)));
    }
    const none = await made.walk({ since: '2026-05-01T00:00:00Z' });
    expect([none.ids, none.pages[0]!.declared, none.pages[0]!.clock]).toEqual([
      [],
      0,
      '2026-06-01T08:00:00Z',
    ]);
  });
});

describe('sets', () => {
  it('are gone over one after the other, a record of two of them once', async () => {
    const themes = ['交通', '教育', '交通'];
    const things = dated(30).map((thing, index) => ({
      ...thing,
      themes: index % 3 === 2 ? ['交通', '教育'] : [themes[index % 3]!],
    }));
    const set = (theme: string) => `theme:${Buffer.from(theme).toString('hex')}`;
    const made = await repository({ size: 7 }, { sets: [set('交通'), set('教育'), 'theme:none'] }, things);
    const { ids, pages } = await made.walk();
    expect(ids.sort()).toEqual(every(made));
    expect(pages.every(({ declared, missing }) => declared === undefined && missing === undefined)).toBe(
      true,
    );
    const short = await repository({ size: 7, listSize: 40 }, { sets: [set('交通'), set('教育')] }, things);
    expect((await short.walk()).pages.flatMap(({ missing }) => missing ?? [])).toEqual([
      `set ${set('交通')}: 20 of 40 records`,
      `set ${set('教育')}: 20 of 40 records`,
    ]);
  });
});

describe('one bad record', () => {
  it('costs itself: without identifier, without metadata, in RDF that is none', async () => {
    const made = await repository({}, { prefix: 'dcat_ap' });
    made.platform.misbehave({ what: 'no-id' });
    const { ids, refused } = await made.walk();
    expect([ids.length, refused.map(([code]) => code)]).toEqual([44, ['record.no-id']]);
    const header =
      '<record xmlns="http://www.openarchives.org/OAI/2.0/"><header><identifier>a</identifier></header>';
    for (const inside of [
      '',
      '<metadata/>',
      '<metadata><x/></metadata>',
      '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
    ])
      expect(
        await codeOf(() =>
          oaiPmhAdapter.read(made.source, {
            id: 'a',
            parts: [
              {
                role: 'row',
                mediaType: 'application/xml',
                url: 'http://a.test',
                text: `${header}${inside}</record>`,
              },
            ],
          }),
        ),
      ).toBe('record.unreadable');
  });

  it('has one id, its own, though the record about the dataset and its topic bear others', async () => {
    const made = await repository({}, { prefix: 'dcat_ap', idFrom: 'identifier' });
    expect((await made.walk()).ids.sort()).toEqual(made.platform.things.map(({ id }) => id).sort());
  });
});

it('gives the same rest from any page of any list', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      fc.constantFrom('alone' as const, 'with-prefix' as const, 'either' as const),
      fc.nat(),
      async (count, size, byDate, token, pick) => {
        const made = await repository({ size, byDate, token }, {}, dated(count));
        const whole = await made.walk();
        expect(whole.ids.sort()).toEqual(every(made));
        const at = pick % whole.pages.length;
        const next = JSON.parse(JSON.stringify(whole.pages[at]!.next)) as Cursor | null;
        if (next === null) return;
        const rest = await made.walk({ cursor: next });
        expect(rest.pages.map(({ rows, next: then }) => [rows.map(({ id }) => id), then])).toEqual(
          whole.pages.slice(at + 1).map(({ rows, next: then }) => [rows.map(({ id }) => id), then]),
        );
      },
    ),
    { numRuns: 25 },
  );
});
