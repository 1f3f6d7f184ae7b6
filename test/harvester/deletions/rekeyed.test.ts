import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Content, recognise } from '../../../harvester/deletions/rekeyed.ts';
import { generatedThings } from '../../sources/generator.ts';
import { identifier } from '../../sources/thing.ts';
import { openRig, type Rig } from '../rig.ts';

const contents = fc.array(
  fc.record({
    name: fc.constantFrom('甲', '乙', '丙', '丁'),
    issued: fc.constantFrom(null, '2020-01-01', '2021-01-01'),
    modified: fc.constantFrom(null, '2022-01-01', '2023-01-01'),
  }),
  { maxLength: 12 },
);
const named = (prefix: string, of: Omit<Content, 'localId'>[]): Content[] =>
  of.map((each, i) => ({ ...each, localId: `${prefix}${i}` }));

describe('things under new ids', () => {
  it('are paired one to one, of one name and a common date, or are not sure', () => {
    fc.assert(
      fc.property(contents, contents, (before, after) => {
        const [gone, fresh] = [named('old', before), named('new', after)];
        const { pairs, unsure } = recognise(gone, fresh);
        expect(new Set(pairs.map(({ to }) => to)).size).toBe(pairs.length);
        expect(new Set([...pairs.map(({ from }) => from), ...unsure]).size).toBe(
          pairs.length + unsure.length,
        );
        for (const { from, to } of pairs) {
          const [one, other] = [gone.find((c) => c.localId === from), fresh.find((c) => c.localId === to)];
          expect(one?.name).toBe(other?.name);
          const common = [
            one?.issued === other?.issued && one?.issued,
            one?.modified === other?.modified && one?.modified,
          ];
          expect(common.some(Boolean)).toBe(true);
        }
      }),
    );
  });

  it('are all recognised where titles tell them apart', () => {
    const gone = named(
      'old',
      ['甲', '乙', '丙'].map((name) => ({ name, issued: '2020-01-01', modified: null })),
    );
    const fresh = named(
      'new',
      ['丙', '甲', '乙'].map((name) => ({ name, issued: '2020-01-01', modified: '2025-01-01' })),
    );
    expect(recognise(gone, fresh)).toEqual({
      pairs: [
        { from: 'old0', to: 'new1' },
        { from: 'old1', to: 'new2' },
        { from: 'old2', to: 'new0' },
      ],
      unsure: [],
    });
  });
});

describe('a catalogue that was moved to new software', () => {
  const rigs: Rig[] = [];
  afterAll(async () => {
    for (const each of rigs) await each.close();
  });
  const all = generatedThings({ seed: 11, platform: 'rekeyed', region: '310000', shape: 'uuid' }, 80);
  const titles = new Set<string>();
  // Of one title each, dated: what is doubtful is tried in the pure part.
  const things = all.filter(
    ({ title, issued }) => issued !== null && !titles.has(title) && titles.add(title),
  );

  it('keeps its entries and their history under the new ids, and says so', async () => {
    const one = await openRig({ things, harvest: { changes: { use: true } } });
    rigs.push(one);
    await one.harvest();
    const before = new Map<string, string>();
    for (const { id, title } of things) {
      before.set(title, (await one.catalogue.get(`${one.source.id}:${id}`))?.firstSeen ?? '');
    }
    one.passDays(30);
    one.platform.mutate.remove(...things.map(({ id }) => id));
    for (const thing of things.toReversed()) {
      one.platform.mutate.add({ ...thing, id: identifier('uuid', `moved ${thing.id}`) });
    }
    const run = await one.harvest();
    expect(run).toMatchObject({
      status: 'succeeded',
      problems: [{ code: 'listing.rekeyed' }],
      ledger: { added: things.length, removed: things.length, withheld: 0, indexed: things.length },
    });
    for (const { id, title } of one.platform.things) {
      expect(await one.catalogue.get(`${one.source.id}:${id}`)).toMatchObject({
        firstSeen: before.get(title),
        removedAt: null,
      });
    }
    expect(await one.catalogue.listHeld({ source: one.source.id, state: 'held' })).toEqual([]);
    expect(await one.harvest()).toMatchObject({
      problems: [],
      ledger: { added: 0, updated: 0, indexed: things.length },
    });
  });

  it('has a person decide where titles are the same and dates are not', async () => {
    const one = await openRig({ things, id: 'doubtful-city', harvest: { changes: { use: true } } });
    rigs.push(one);
    await one.harvest();
    one.platform.mutate.remove(...things.map(({ id }) => id));
    for (const thing of things) {
      const id = identifier('uuid', `moved ${thing.id}`);
      one.platform.mutate.add({ ...thing, id, issued: '2031-01-01', modified: '2031-01-01' });
    }
    const run = await one.harvest();
    expect(run.ledger).toMatchObject({ removed: 0, withheld: things.length });
    expect(run.problems.map(({ code }) => code)).toContain('listing.rekeyed');
  });
});
