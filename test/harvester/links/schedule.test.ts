/** The schedule asks a source's addresses once a week, and one source's fault is not the others'. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CodedError } from '../../../config/errors.ts';
import type { Source } from '../../../config/registry/source.ts';
import { startLinkChecks } from '../../../harvester/links/schedule.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { linkCheckOf } from '../../index/entries.ts';
import { sourceAt } from '../client/fixture.ts';

const DAY = 86_400_000;

it('asks whom it has not asked for a week', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-links-'));
  const catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
  onTestFinished(async () => {
    await catalogue.close();
    rmSync(folder, { recursive: true });
  });
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
