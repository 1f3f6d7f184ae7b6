/** A catalogue taken out whole and into another one: every record, and all that follows from them. */
import { describe, expect, it } from 'vitest';
import { ARCHIVE_KINDS, type ArchivedRecord, archiveKey, compareKeys } from '../../index/archive/archive.ts';
import type { Batch, Catalogue } from '../../index/port.ts';
import { FACETS } from '../../index/query.ts';
import { AT, batchOf } from '../index/batches.ts';
import {
  actOf,
  asked,
  dayNote,
  entryOf,
  findingOf,
  heldOf,
  linkCheckOf,
  paperOf,
  runOf,
  uploadOf,
  watchedOf,
} from '../index/entries.ts';
import { seeded } from '../index/generator.ts';
import type { OpenCatalogue, Subject } from './catalogue.ts';
import { textOf } from './catalogue-uploads.ts';
import { all } from './catalogue-writes.ts';

const LATER = '2026-02-01T00:00:00.000Z';
const LAST = '2026-03-01T00:00:00.000Z';

const publisher = { name: '交通局' };
const province = [
  entryOf('p', '1', { nativeId: 'f/1', title: '桥梁信息', distributions: [{ format: 'csv' }] }),
  entryOf('p', '2', { nativeId: 'f/2', title: '隧道信息' }),
  entryOf('p', '3', { title: '客流', publisher }),
  entryOf('p', '4', { title: '客流', publisher, kind: 'api' }),
  entryOf('p', 'gone', { title: '古树名木', raw: { 标题: '古树', 数: [1, null] } }),
  entryOf('p', 'back', { title: '图书馆' }),
];
const city = [
  entryOf('c', '1', { nativeId: 'f/1', title: '桥梁信息', spatial: { code: '450200' } }),
  // Gone as the lead of its resource.
  entryOf('c', '2', { nativeId: 'f/2', title: '隧道信息', spatial: { code: '450200' } }),
  // In another order by UTF-16 than by UTF-8, and not all of them one character.
  ...['\u{20000}', '！', 'é', '编号:9'].map((id) => entryOf('c', id)),
];
const interrupted = runOf('c-run', { source: 'c', status: 'running', startedAt: LATER });

/** A run's batch that is followed by others. */
const cityBatch = (from: number, to: number, batch: number): Batch => {
  const facts = { region: '450200', run: interrupted.id, batch, at: LATER };
  const written = batchOf(city.slice(from, to), facts);
  return {
    ...written,
    checkpoint: { ...written.checkpoint, cursor: { page: batch + 1 }, pages: [`print ${batch}`] },
    listed: [...written.listed, `new ${batch}`],
  };
};

/** Living entries, tombstones, one that came back, touched states; runs that ended, and one broken off. */
async function fill(catalogue: Catalogue): Promise<void> {
  await catalogue.createRun(runOf('p-run', { source: 'p' }));
  await catalogue.createRun(interrupted);
  await catalogue.write({
    ...batchOf(province, { region: '450000', run: 'p-run' }),
    rejections: [1, 0, 12].map((sequence) => ({
      run: 'p-run',
      sequence,
      localId: null,
      code: 'record.no-title' as const,
      detail: `第 ${sequence} 行`,
      excerpt: '{"a":"\u{1F4A9}"}',
    })),
  });
  await catalogue.write(cityBatch(0, 2, 1));
  await catalogue.write(cityBatch(2, 6, 2));
  await catalogue.remove('p', ['gone', 'back'], LATER);
  await catalogue.remove('c', ['2'], LATER);
  const back = batchOf([province[5] as (typeof province)[0]], { region: '450000', run: 'later', at: LATER });
  await catalogue.write({
    ...back,
    touches: [{ localId: '2', rowHash: 'touched', detailedAt: LAST }],
    listed: [],
  });
  await catalogue.keepLinkChecks([
    linkCheckOf('p:1', 'https://a.gov.cn/1.csv', { state: 'gone', status: 404 }),
    linkCheckOf('c:1', 'https://c.gov.cn/1'),
  ]);
  await catalogue.saveRun(runOf('p-run', { source: 'p', status: 'succeeded', endedAt: LATER }));
  await catalogue.forgetListing('p-run');
  const state = { nextDue: LAST, lastRun: 'p-run', lastGood: null, failures: 2, problem: null, version: 0 };
  await catalogue.putSourceState({ ...state, source: 'p' });
  await catalogue.putSourceState({ ...state, source: 'p', version: 1, failures: 3 });
  await catalogue.putSourceState({ ...state, source: 'c' });
  const names = Array.from({ length: 5_200 }, (_, at) => `编号 ${5_200 - at}`);
  await catalogue.hold(heldOf('h2', { source: 'p', count: names.length }), names);
  await catalogue.hold(heldOf('h1', { state: 'refused', decidedBy: '王' }), ['x', 'y']);
  await catalogue.keepUpload(uploadOf('u2', { source: 'p' }), Buffer.from('名称,代码\n甲,1\n'));
  await catalogue.keepUpload(uploadOf('u1', { source: 'c', redacted: true }), Buffer.alloc(0));
  await catalogue.noteDay(dayNote('p', '2026-02-01', 'p-run'));
  await catalogue.noteDay(dayNote('c', '2026-02-01', interrupted.id));
  const findings = ['p:1', 'é', '\u{20000}', '！'].map((key) => findingOf(key, { sources: ['p'] }));
  await catalogue.addFindings('g0', [findingOf('old')]);
  await catalogue.addFindings('g1', findings);
  await catalogue.publishWatch(watchedOf(findings));
  const decision = {
    list: 'sensitive' as const,
    verdict: 'not-a-fault' as const,
    by: 'cli:王',
    at: LATER,
    note: null,
  };
  for (const key of ['！', 'é']) await catalogue.decideFinding({ ...decision, key });
  await catalogue.putPaper(paperOf('d2', { tags: ['甲'], content: { 需求: '停车' } }));
  await catalogue.putPaper(paperOf('d1'));
  await catalogue.putPaper(paperOf('a', { kind: 'override' }));
  await catalogue.record(actOf('a2', { source: null }));
  await catalogue.record(actOf('a1', { act: 'stop', at: LATER }));
}

async function archived(catalogue: Catalogue): Promise<ArchivedRecord[]> {
  const records: ArchivedRecord[] = [];
  for (const kind of ARCHIVE_KINDS) {
    for await (const page of catalogue.archive(kind)) {
      for (const record of page) records.push({ kind, record } as ArchivedRecord);
    }
  }
  return records;
}

/** As they come out of a file. */
const carried = (records: ArchivedRecord[]): ArchivedRecord[] => JSON.parse(JSON.stringify(records));

/** All that can be asked of the catalogue. */
async function seen(catalogue: Catalogue): Promise<unknown> {
  await catalogue.refresh();
  const answers: unknown[] = [];
  for (const text of ['', '桥梁', '隧道 信息', '古树', '广西 图书馆']) {
    for (const sort of ['relevance', 'modified', 'title'] as const) {
      answers.push(await catalogue.search(asked({ text, sort, size: 50, facets: [...FACETS] })));
    }
  }
  const entries = [...province, ...city];
  const ids = entries.map(({ id }) => id);
  const resources = (await all(catalogue.stream({}))).map(({ resource }) => resource);
  const plans = ['p', 'c'].map((source) =>
    catalogue.plan(source, interrupted.id, [...entries.map(({ localId }) => localId), 'new 1']),
  );
  return [
    answers,
    await catalogue.statistics({ by: ['source', 'kind'], filters: {} }),
    await catalogue.counts(),
    await catalogue.watched(),
    await catalogue.findings({ list: 'sensitive', verdict: 'not-a-fault' }, 10),
    await Promise.all(ids.map((id) => catalogue.get(id))),
    await Promise.all(ids.map((id) => catalogue.raw(id))),
    await Promise.all(resources.map((id) => catalogue.resource(id))),
    (await Promise.all(plans)).map(({ states, listedIn }) => [[...states], [...listedIn].sort()]),
    (await all(catalogue.absent('c', interrupted.id))).sort(),
    await catalogue.listRuns({}, 10),
    await catalogue.rejections('p-run', 10),
    await catalogue.listSourceStates(),
    await catalogue.listHeld({}),
    [await catalogue.heldIds('h1'), await catalogue.heldIds('h2')],
    await catalogue.acts({}, 10),
    await catalogue.papers('demand', [], 10),
    await catalogue.papers('override', [], 10),

    await Promise.all(['p', 'c'].map((source) => catalogue.uploads(source))),
    (await Promise.all(['u1', 'u2'].map((id) => catalogue.uploadBody(id)))).map(textOf),
  ];
}

/** All that it tells of the past. */
async function remembered(catalogue: Catalogue): Promise<unknown> {
  await catalogue.refresh();
  return [
    await Promise.all([...province, ...city].map(({ id }) => catalogue.history(id, 10))),
    await catalogue.shifts({ fields: ['title'], removals: true }, 10),
    await catalogue.days({}, 10),
  ];
}

function shuffled<T>(items: T[], seed: number): T[] {
  const random = seeded(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

export function archiveConformance(subject: Subject, open: OpenCatalogue): void {
  const withAnother = async (work: (other: Catalogue) => Promise<void>) => {
    const { catalogue, dispose } = await open();
    try {
      await work(catalogue);
    } finally {
      await catalogue.close();
      await dispose();
    }
  };

  describe('archive', () => {
    it('names every record once, each kind in the order of its keys', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const records = await archived(catalogue);
      const byKind = Map.groupBy(records, ({ kind }) => kind);
      expect(Object.fromEntries([...byKind].map(([kind, of]) => [kind, of.length]))).toEqual({
        runs: 2,
        marks: 8,
        rejections: 3,
        sources: 2,
        held: 2,
        acts: 2,
        uploads: 2,
        papers: 3,
        watched: 1,
        findings: 4,
        verdicts: 2,
        links: 2,
        entries: 12,
        history: 4,
        days: 2,
      });
      for (const of of byKind.values()) {
        const keys = of.map(archiveKey);
        expect(keys.toSorted(compareKeys)).toEqual(keys);
      }
      expect(
        byKind.get('entries')?.map(({ record }) => archiveKey({ kind: 'entries', record } as never)),
      ).toEqual(
        [
          ...city.slice(0, 2),
          city[4],
          city[5],
          city[3],
          city[2],
          ...province.slice(0, 4),
          province[5],
          province[4],
        ].map((entry) => [entry?.id]),
      );
      expect(records.find((each) => each.kind === 'entries' && each.record.entry.localId === 'gone')).toEqual(
        {
          kind: 'entries',
          record: {
            entry: province[4],
            raw: batchOf([province[4] as (typeof province)[0]]).puts[0]?.raw,
            region: '450000',
            rowHash: 'row 古树名木',
            recordHash: 'record 古树名木',
            detailedAt: null,
            addedIn: 'p-run',
            writtenIn: 'p-run',
            firstSeen: AT,
            changedAt: LATER,
            tombstone: { removedAt: LATER, resource: (await catalogue.get('p:gone'))?.resource },
          },
        },
      );
    });

    it('comes back as it was, all at once and in any parts and order, and twice', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const records = carried(await archived(catalogue));
      const expected = await seen(catalogue);
      const past = await remembered(catalogue);
      for (const parts of [[records], shuffled(records, 1).map((each) => [each]), null]) {
        await withAnother(async (other) => {
          if (parts === null) {
            const any = shuffled(records, 2);
            for (let from = 0; from < any.length; from += 4) {
              expect(await other.restore(any.slice(from, from + 4))).toEqual([]);
            }
          } else for (const part of parts) expect(await other.restore(part)).toEqual([]);
          expect(await archived(other)).toEqual(records);
          expect(await seen(other)).toEqual(expected);
          expect(await remembered(other)).toEqual(past);
          expect(await other.restore(shuffled(records, 3))).toEqual([]);
          expect(await archived(other)).toEqual(records);
          expect(await seen(other)).toEqual(expected);
        });
      }
    });

    it('goes over what stands otherwise', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const records = carried(await archived(catalogue));
      const expected = await seen(catalogue);
      await withAnother(async (other) => {
        // Other titles and other things, the gone ones alive, a living one gone.
        const older = [...province, ...city].map((entry, at) => ({
          ...entry,
          title: `旧${entry.title}`,
          nativeId: `f/${at % 3}`,
        }));
        for (const source of ['p', 'c']) {
          const entries = older.filter((entry) => entry.source === source);
          await other.write({ ...batchOf(entries, { run: 'older' }), listed: [] });
        }
        await other.remove('p', ['1', 'gone'], AT);
        await other.restore(shuffled(records, 4));
        // What became of its own entries stays: it is of no other name.
        const isOwn = ({ kind, record }: ArchivedRecord) =>
          kind === 'history' && (record as { addedIn?: string }).addedIn === 'older';
        const now = await archived(other);
        expect(now.filter((each) => !isOwn(each))).toEqual(records);
        expect(now.filter(isOwn)).toHaveLength(2);
        expect(await seen(other)).toEqual(expected);
      });
    });

    it('lets a run that was broken off go on where it has come', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const records = carried(await archived(catalogue));
      const goOn = async (each: Catalogue) => {
        const run = await each.getRun(interrupted.id);
        expect(run?.checkpoint).toMatchObject({ cursor: { page: 3 }, batch: 2 });
        await each.saveRun({ ...interrupted, ...run, resumed: 1 });
        const rest = [entryOf('c', 'new 1', { nativeId: 'f/1' }), entryOf('c', '2', { nativeId: 'f/2' })];
        const batch = batchOf(rest, { region: '450200', run: interrupted.id, batch: 3, at: LAST });
        expect(await each.write({ ...batch, resumed: 1 })).toEqual([]);
        return [await archived(each), await seen(each)];
      };
      await withAnother(async (other) => {
        await other.restore(records);
        expect(await goOn(other)).toEqual(await goOn(catalogue));
      });
    });

    it('refuses what is no entry of its source, by name, and takes the others', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const records = carried(await archived(catalogue));
      const wrong = records.find(({ kind }) => kind === 'entries') as ArchivedRecord & { kind: 'entries' };
      wrong.record.entry.id = 'stranger:1';
      await withAnother(async (other) => {
        expect(await other.restore(records)).toMatchObject([
          { kind: 'entries', key: ['stranger:1'], code: 'record.invalid' },
        ]);
        expect((await archived(other)).length).toBe(records.length - 1);
      });
    });
  });
}
