/** Addresses that were asked: kept beside the entries, which do not change by it. */
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../index/port.ts';
import type { LinkCheck } from '../../index/quality/link-checks.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf, linkCheckOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const FILE = 'https://a.gov.cn/1.csv';

async function all(catalogue: Catalogue, source?: string): Promise<LinkCheck[]> {
  const found: LinkCheck[] = [];
  for await (const page of catalogue.allLinkChecks(source)) found.push(...page);
  return found;
}

export function linkChecksConformance(subject: Subject): void {
  describe('link checks', () => {
    it('are kept by entry and address, the newest over the one before', async () => {
      const { catalogue } = subject;
      const gone = linkCheckOf('a:1', FILE, { state: 'gone', status: 404 });
      const page = linkCheckOf('a:1', 'https://a.gov.cn/0', { role: 'landing' });
      await catalogue.keepLinkChecks([linkCheckOf('a:1', FILE), page]);
      await catalogue.keepLinkChecks([gone]);
      expect(await catalogue.linkChecks('a:1')).toEqual([page, gone]);
      expect(await catalogue.linkChecks('a:2')).toEqual([]);
    });

    it('are told by source, whole however many, and dropped by name', async () => {
      const { catalogue } = subject;
      const many = Array.from({ length: 1_203 }, (_, at) => linkCheckOf(`a:${at}`, FILE));
      await catalogue.keepLinkChecks([...many, linkCheckOf('b:1', FILE)]);
      expect(new Set((await all(catalogue, 'a')).map(({ id }) => id))).toEqual(
        new Set(many.map(({ id }) => id)),
      );
      expect(await all(catalogue)).toHaveLength(1_204);
      await catalogue.dropLinkChecks(many.slice(1).map(({ id }) => id));
      await catalogue.dropLinkChecks(['of nothing']);
      expect((await all(catalogue)).map(({ entry }) => entry)).toEqual(['a:0', 'b:1']);
    });

    it('leave entries, their states and the order of changes as they were', async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf([entryOf('a', '1', { distributions: [{ downloadUrl: FILE }] })]));
      await catalogue.refresh();
      const feed = () => catalogue.changes({ changedAt: '2000-01-01T00:00:00.000Z', id: '' }, 10, {});
      const before = [await catalogue.get('a:1'), await feed(), await catalogue.plan('a', 'r', ['1'])];
      await catalogue.keepLinkChecks([linkCheckOf('a:1', FILE, { state: 'gone', status: 404 })]);
      await catalogue.refresh();
      expect([await catalogue.get('a:1'), await feed(), await catalogue.plan('a', 'r', ['1'])]).toEqual(
        before,
      );
    });
  });
}
