/** The schedule asks a source's addresses once a week, and one source's fault is not the others'. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Source } from '../../../config/registry/source.ts';
import { startLinkChecks } from '../../../harvester/links/schedule.ts';
import type { Catalogue } from '../../../index/port.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { linkCheckOf } from '../../index/entries.ts';
import { sourceAt } from '../client/fixture.ts';

const DAY = 86_400_000;

async function opened(processes: number): Promise<Catalogue[]> {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-links-'));
  const path = join(folder, 'catalogue.db');
  const catalogues: Catalogue[] = [];
  for (let each = 0; each < processes; each += 1) catalogues.push(await openSqliteCatalogue({ path }));
  onTestFinished(async () => {
    for (const catalogue of catalogues) await catalogue.close();
    rmSync(folder, { recursive: true });
  });
  return catalogues;
}

it('asks whom it has not asked for a week', async () => {
  const [catalogue] = (await opened(1)) as [Catalogue];
  const now = Date.parse('2026-06-08T05:00:00+08:00');
  const askedAt = (source: string, days: number) =>
    linkCheckOf(`${source}:1`, 'https://a.gov.cn/1', { at: new Date(now - days * DAY).toISOString() });
  await catalogue.keepLinkChecks([askedAt('fresh', 6), askedAt('due', 7)]);
  const sources: Source[] = ['never', 'fresh', 'broken', 'due'].map((id) =>
    sourceAt('https://a.gov.cn', {}, id),
  );
  const { harvest: _, ...unknown } = sourceAt('https://a.gov.cn', {}, 'unknown');
  const asked: string[] = [];
  const failed: string[] = [];
  await startLinkChecks({
    catalogue,
    sources: [...sources, { ...unknown, state: 'wire-unknown' }],
    check: async (id) => {
      asked.push(id);
      if (id === 'broken') throw new CodedError('catalogue.unavailable', id);
    },
    clock: () => now,
    stopped: () => asked.length >= 3,
    onError: (source) => void failed.push(source),
  });
  expect(asked).toEqual(['never', 'broken', 'due']);
  expect(failed).toEqual(['broken']);
});

it('asks each source once, however many schedules look', async () => {
  const catalogues = await opened(3);
  const now = Date.parse('2026-06-08T05:00:00+08:00');
  const sources = ['one', 'two', 'three'].map((id) => sourceAt('https://a.gov.cn', {}, id));
  const asked: string[] = [];
  const failed: string[] = [];
  const look = (catalogue: Catalogue, ms: number, check?: (id: string) => Promise<void>) =>
    startLinkChecks({
      catalogue,
      sources,
      check:
        check ??
        (async (id) => {
          asked.push(id);
          // Long enough that the others come by.
          await sleep(50);
          const at = new Date(ms).toISOString();
          await catalogue.keepLinkChecks([linkCheckOf(`${id}:1`, 'https://a.gov.cn/1', { at })]);
        }),
      clock: () => ms,
      stopped: () => false,
      onError: (source) => void failed.push(source),
    });
  await Promise.all(catalogues.map((catalogue) => look(catalogue, now)));
  expect([asked.toSorted(), failed]).toEqual([['one', 'three', 'two'], []]);
  const [first, second] = catalogues as [Catalogue, Catalogue];
  expect(await first.getSourceState('one')).not.toHaveProperty('linksUntil');

  // One that fails lets go of it; one that is gone with its process holds it until the next night.
  const later = now + 8 * DAY;
  const { promise: never } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const fails = (id: string) =>
    id === 'one' ? Promise.reject(new CodedError('catalogue.unavailable', id)) : Promise.resolve();
  await look(first, later, fails);
  expect(failed).toEqual(['one']);
  void look(first, later, () => {
    begun.resolve();
    return never;
  });
  await begun.promise;
  const took: string[] = [];
  const takes = async (id: string) => void took.push(id);
  await look(second, later + 60_000, takes);
  expect(took).toEqual(['two', 'three']);
  await look(second, later + DAY, takes);
  expect(took).toEqual(['two', 'three', 'one', 'two', 'three']);
});
