/** A catalogue with records of every kind, for taking it elsewhere. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from './batches.ts';
import { actOf, dayNote, findingOf, heldOf, linkCheckOf, runOf, uploadOf, watchedOf } from './entries.ts';
import { generatedEntry, places, seeded } from './generator.ts';

const LATER = '2026-02-01T00:00:00.000Z';
const BATCH = 500;

/** A file of its own in a new folder, opened. */
export async function emptyFile(): Promise<{ path: string; catalogue: Catalogue }> {
  const path = join(mkdtempSync(join(tmpdir(), 'huimu-whole-')), 'catalogue.sqlite');
  return { path, catalogue: await openSqliteCatalogue({ path }) };
}

/**
 * So many generated entries of each of three places, some of them one thing, some gone; the last place's run broke off
 * in the middle.
 */
export async function fillWhole(catalogue: Catalogue, each: number): Promise<void> {
  const random = seeded(7);
  for (const [at, place] of places().slice(0, 3).entries()) {
    const { source, region } = place;
    const run = runOf(`${source}-run`, { source });
    await catalogue.createRun(run);
    const entries = Array.from({ length: each }, (_, index): Entry => {
      const entry = generatedEntry(place, index, random);
      return index % 5 === 0 ? { ...entry, nativeId: `family/${index % 50}` } : entry;
    });
    for (let from = 0; from < entries.length; from += BATCH) {
      const part = entries.slice(from, from + BATCH);
      await catalogue.write(batchOf(part, { region, run: run.id, batch: 1 + from / BATCH }));
    }
    const gone = entries.filter((_, index) => index % 9 === 0).map(({ localId }) => localId);
    await catalogue.remove(source, gone, LATER);
    await catalogue.write({
      ...batchOf([], { source, region, run: run.id, batch: 90 }),
      rejections: [0, 1, 2].map((sequence) => {
        const code = 'record.no-title' as const;
        return { run: run.id, sequence, localId: `x${sequence}`, code, detail: '无标题', excerpt: '{}' };
      }),
    });
    await catalogue.putSourceState({
      ...{ source, nextDue: LATER, lastRun: run.id, lastGood: null, failures: at, problem: null, version: 0 },
    });
    await catalogue.hold(heldOf(`held-${at}`, { source, run: run.id, count: gone.length }), gone);
    await catalogue.record(actOf(`act-${at}`, { source }));
    await catalogue.noteDay(dayNote(source, '2026-02-01', run.id));
    await watch(catalogue, source, region);
    await leavePapers(catalogue, source);
    await catalogue.keepLinkChecks([linkCheckOf(entries[1]?.id ?? '', `https://${source}.gov.cn/1.csv`)]);
    await catalogue.keepUpload(uploadOf(`upload-${at}`, { source }), Buffer.from(`名称\n${source}\n`));
    if (at === 2) continue;
    await catalogue.saveRun({ ...run, status: 'succeeded', endedAt: LATER });
    await catalogue.forgetListing(run.id);
  }
}

/** A finding, computed anew for each place, and a word on it. */
async function watch(catalogue: Catalogue, source: string, region: string): Promise<void> {
  const findings = [findingOf(`${source}:0`, { region, sources: [source] }), findingOf('a:1')];
  const generation = `${LATER}-${source}`;
  await catalogue.addFindings(generation, findings);
  await catalogue.publishWatch(watchedOf(findings, { generation }));
  const { list, key } = findings[0] as (typeof findings)[0];
  await catalogue.decideFinding({ list, key, verdict: 'looking', by: 'key:admin', at: LATER, note: '在查' });
}

/** What people left: carried along, but for what gives access. */
async function leavePapers(catalogue: Catalogue, source: string): Promise<void> {
  for (const kind of ['demand', 'report', 'session'] as const) {
    const content = { of: source, text: '<b>停车场</b>' };
    const paper = { kind, id: `${kind}-${source}`, order: LATER, tags: [source], expiresAt: null };
    await catalogue.putPaper({ ...paper, version: 0, content });
  }
}
