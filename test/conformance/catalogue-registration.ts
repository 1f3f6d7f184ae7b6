/** Authorised operation and registration: who runs what, what is registered, and by which registration. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facet } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { OpenCatalogue, Subject } from './catalogue.ts';

const AT = '2026-03-01T00:00:00.000Z';
const CODE = '450300202500017';
const office = { name: '桂林市水利局', region: '450300' };

/** A thing of the city's platform, its product in the zone, and what the register has of them. */
const thing = entryOf('city', '1', { title: '取水许可', publisher: office, registration: { code: CODE } });
const untold = entryOf('city', '2', { title: '水库名录', publisher: office });
const product = entryOf('zone', 'p', {
  title: '取水核验',
  kind: 'product',
  mode: 'authorised-operation',
  implementingAgency: { name: '桂林市数据局' },
  operator: { name: '甲公司' },
  operators: [{ name: '甲公司' }, { name: '乙公司' }],
});
const registration = (localId: string, over: Partial<Entry>): Entry =>
  entryOf('register', localId, { isRegistration: true, ...over });
const ofThing = registration('r1', {
  title: '取水许可登记信息',
  registration: { code: CODE, registrant: office, validFrom: '2025-03-01', validFor: 'P3Y' },
});
const ofUntold = registration('r2', {
  title: '水库名录',
  registration: {
    code: '450300202500018',
    typeCode: 'cancellation',
    type: '注销登记',
    registrant: office,
    validUntil: '2027',
  },
});
const ofNothing = registration('r3', {
  title: '停车场',
  registration: {
    publicity: { until: '2026-03-10' },
    registrant: { name: '桂林市城管局', region: '450300' },
  },
});
const ALL = [thing, untold, product, ofThing, ofUntold, ofNothing];

const REGIONS: Record<string, string> = { register: '450000' };
const FACETS_ASKED: Facet[] = [
  'registered',
  'registeredUntil',
  'operator',
  'implementingAgency',
  'registrant',
  'mode',
];

export function registrationConformance(subject: Subject, open: OpenCatalogue): void {
  const write = async ({ catalogue }: Subject, entries: Entry[]) => {
    for (const entry of entries) {
      const region = REGIONS[entry.source] ?? '450300';
      expect(await catalogue.write(batchOf([entry], { region }))).toEqual([]);
    }
    await catalogue.refresh();
  };
  const seen = async ({ catalogue }: Subject) => ({
    resources: (await Promise.all(ALL.map(({ id }) => catalogue.get(id)))).map((stored) =>
      stored?.removedAt === null ? [stored.entry.id, stored.resource, stored.lead] : null,
    ),
    facets: (await catalogue.search(asked({ facets: FACETS_ASKED }))).facets,
    registered: (await catalogue.statistics({ by: ['registered'], filters: {} })).rows,
  });

  describe('operation and registration', () => {
    it('counts resources by operator, agency, registrant and registration, the registered ones once', async () => {
      await write(subject, ALL);
      const { catalogue } = subject;
      const result = await catalogue.search(asked({ facets: FACETS_ASKED }));
      expect(result).toMatchObject({ resources: 4, entries: 6 });
      expect(result.facets).toEqual({
        registered: [
          { value: 'cancelled', count: 1 },
          { value: 'in-publicity', count: 1 },
          { value: 'valid', count: 1 },
        ],
        registeredUntil: [
          { value: '2027', count: 1 },
          { value: '2028', count: 1 },
        ],
        operator: [
          { value: '乙公司', count: 1 },
          { value: '甲公司', count: 1 },
        ],
        implementingAgency: [{ value: '桂林市数据局', count: 1 }],
        registrant: [
          { value: '桂林市水利局', count: 2 },
          { value: '桂林市城管局', count: 1 },
        ],
        mode: [
          { value: 'opening', count: 3 },
          { value: 'authorised-operation', count: 1 },
        ],
      });
      const valid = await catalogue.search(asked({ filters: { registered: ['valid'] } }));
      expect(valid.hits.map(({ lead, offers }) => [lead.entry.id, offers.count])).toEqual([['city:1', 2]]);
      const { rows } = await catalogue.statistics({
        by: ['operator', 'implementingAgency'],
        filters: { mode: ['authorised-operation'] },
      });
      expect(rows).toEqual([
        { key: { operator: '乙公司', implementingAgency: '桂林市数据局' }, entries: 1, resources: 1 },
        { key: { operator: '甲公司', implementingAgency: '桂林市数据局' }, entries: 1, resources: 1 },
      ]);
      expect((await catalogue.statistics({ by: ['registered'], filters: {} })).rows).toEqual([
        { key: { registered: 'cancelled' }, entries: 1, resources: 1 },
        { key: { registered: 'in-publicity' }, entries: 1, resources: 1 },
        { key: { registered: 'valid' }, entries: 2, resources: 1 },
        { key: {}, entries: 2, resources: 2 },
      ]);
    });

    it('leads a resource by no registration, and shows one alone where nobody offers its thing', async () => {
      await write(subject, [ofThing]);
      const alone = await subject.catalogue.get(ofThing.id);
      expect(alone).toMatchObject({ lead: true });
      await write(subject, [thing]);
      const offered = await subject.catalogue.get(thing.id);
      expect(offered?.lead).toBe(true);
      const resource = await subject.catalogue.resource(offered?.resource ?? '');
      expect(resource?.offers.map(({ entry }) => entry.id)).toEqual([thing.id, ofThing.id]);
      await subject.catalogue.remove('city', ['1'], AT);
      await subject.catalogue.refresh();
      expect(await subject.catalogue.get(ofThing.id)).toMatchObject({
        lead: true,
        resource: alone?.resource,
      });
    });

    it('comes to the same in any order, with any of them written twice or away for a while', async () => {
      const { catalogue } = subject;
      await write({ catalogue }, ALL);
      const expected = await seen({ catalogue });
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(ALL, { minLength: ALL.length }),
          fc.subarray(ALL),
          fc.subarray(ALL),
          async (order, twice, away) => {
            const { catalogue: other, dispose } = await open();
            try {
              await write({ catalogue: other }, [...order, ...twice]);
              for (const { source, localId } of away) await other.remove(source, [localId], AT);
              await write({ catalogue: other }, away.toReversed());
              expect(await seen({ catalogue: other })).toEqual(expected);
            } finally {
              await other.close();
              await dispose();
            }
          },
        ),
        { numRuns: 6 },
      );
    });
  });
}
