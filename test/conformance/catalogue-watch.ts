/** The watch lists as kept: a computation seen whole and at once, filtered, counted, and what was decided outliving it. */
import { describe, expect, it } from 'vitest';
import type { Finding, WatchDecision } from '../../index/watch/finding.ts';
import type { FindingFilter } from '../../index/watch/keeping.ts';
import { renewWatch } from '../../index/watch/renew.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf, findingOf, runOf, watchedOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const LATER = '2026-02-01T00:00:00.000Z';

const decisionOf = (key: string, over: Partial<WatchDecision> = {}): WatchDecision => ({
  ...{ list: 'sensitive', key, verdict: 'looking', by: 'key:admin', at: LATER, note: '已联系“来源”' },
  ...over,
});

export function watchConformance(subject: Subject): void {
  const publish = async (findings: Finding[], generation: string): Promise<void> => {
    await subject.catalogue.addFindings(generation, findings);
    await subject.catalogue.publishWatch(watchedOf(findings, { generation }));
  };
  const keys = async (filter: Partial<FindingFilter> = {}): Promise<string[]> =>
    (await subject.catalogue.findings({ list: 'sensitive', ...filter }, 100)).items.map(({ key }) => key);

  describe('watch lists', () => {
    it('are not there before the first computation, nor while one is under way', async () => {
      const { catalogue } = subject;
      expect(await catalogue.watched()).toBeUndefined();
      await catalogue.addFindings('g1', [findingOf('1')]);
      expect(await keys()).toEqual([]);
      await expect(catalogue.decideFinding(decisionOf('1'))).rejects.toMatchObject({
        code: 'request.not-found',
      });
      await catalogue.publishWatch(watchedOf([findingOf('1')]));
      await catalogue.addFindings('g2', [findingOf('2')]);
      expect(await keys()).toEqual(['1']);
      expect(await catalogue.watched()).toEqual(watchedOf([findingOf('1')]));
    });

    it('are exchanged whole, or not at all', async () => {
      const { catalogue } = subject;
      await publish([findingOf('1')], 'g1');
      await catalogue.addFindings('g2', [findingOf('2')]);
      await publish([findingOf('3'), findingOf('4')], 'g3');
      expect(await keys()).toEqual(['3', '4']);
      // The earlier one comes too late: its findings were forgotten.
      const late = watchedOf([findingOf('2')], { generation: 'g2' });
      await expect(catalogue.publishWatch(late)).rejects.toMatchObject({ code: 'catalogue.conflict' });
      expect(await keys()).toEqual(['3', '4']);
    });

    it('come the surest and heaviest first, in pages', async () => {
      const { catalogue } = subject;
      const findings = [
        findingOf('c', { weight: 2 }),
        findingOf('a'),
        findingOf('b'),
        findingOf('d', { certainty: 'certain', weight: 0.5 }),
        findingOf('e', { certainty: 'possible', weight: 9 }),
        findingOf('other', { list: 'peer-gaps' }),
      ];
      await publish(findings, 'g1');
      expect(await keys()).toEqual(['d', 'c', 'a', 'b', 'e']);
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await catalogue.findings({ list: 'sensitive' }, 2, cursor);
        expect(page.total).toBe(5);
        seen.push(...page.items.map(({ key }) => key));
        if (page.cursor === null) break;
        cursor = page.cursor;
        await expect(catalogue.findings({ list: 'peer-gaps' }, 2, cursor)).rejects.toMatchObject({
          code: 'request.cursor-invalid',
        });
      }
      expect(seen).toEqual(['d', 'c', 'a', 'b', 'e']);
      expect(await catalogue.findings({ list: 'sensitive' }, 5)).toMatchObject({ cursor: null });
    });

    it('are filtered by place with what lies in it, source and decision, and counted so', async () => {
      const { catalogue } = subject;
      const findings = [
        findingOf('1', { region: '450302', sources: ['a', 'b'] }),
        findingOf('2', { region: '450300', sources: ['a'] }),
        findingOf('3', { region: '450000', sources: ['aa'] }),
        findingOf('4', { region: '320600', sources: [] }),
      ];
      await publish(findings, 'g1');
      await catalogue.decideFinding(decisionOf('2'));
      expect(await keys({ region: '450000' })).toEqual(['1', '2', '3']);
      expect(await keys({ region: '450300' })).toEqual(['1', '2']);
      expect(await keys({ source: 'a' })).toEqual(['1', '2']);
      expect(await keys({ source: 'a', verdict: 'open' })).toEqual(['1']);
      expect(await keys({ verdict: 'looking' })).toEqual(['2']);
      expect(await keys({ source: 'none"' })).toEqual([]);
      const page = await catalogue.findings({ list: 'sensitive', region: '450000' }, 1);
      expect(page).toMatchObject({
        total: 3,
        regions: [
          { code: '450000', count: 3 },
          { code: '450300', count: 2 },
          { code: '450302', count: 1 },
        ],
        sources: [
          { code: 'a', count: 2 },
          { code: 'aa', count: 1 },
          { code: 'b', count: 1 },
        ],
      });
    });

    it('keep what was decided through later computations, by the key', async () => {
      const { catalogue } = subject;
      await publish([findingOf('1'), findingOf('2')], 'g1');
      await catalogue.decideFinding(decisionOf('1', { verdict: 'open' }));
      await catalogue.decideFinding(decisionOf('1'));
      await publish([findingOf('2')], 'g2');
      expect(await keys({ verdict: 'looking' })).toEqual([]);
      await publish([findingOf('1'), findingOf('2')], 'g3');
      const { items } = await catalogue.findings({ list: 'sensitive', verdict: 'looking' }, 10);
      expect(items).toEqual([{ ...findingOf('1'), decision: decisionOf('1') }]);
      await expect(catalogue.decideFinding(decisionOf('none'))).rejects.toMatchObject({
        code: 'request.not-found',
      });
    });

    it('are computed of living entries, and since when is remembered', async () => {
      const { catalogue } = subject;
      await catalogue.createRun(runOf('r1'));
      const entries = ['1', '2', '3'].map((id) =>
        entryOf('a', id, { title: `名单${id}`, description: '姓名、身份证号' }),
      );
      await catalogue.write(batchOf(entries.slice(0, 2)));
      await catalogue.refresh();
      const served = new Set(['450300']);
      const first = await renewWatch(catalogue, { served, now: Date.parse(LATER) });
      expect(first).toMatchObject({ at: LATER, entries: 2 });
      await catalogue.write(batchOf(entries.slice(2)));
      await catalogue.remove('a', ['1'], LATER);
      await catalogue.refresh();
      const second = await renewWatch(catalogue, { served, now: Date.parse(LATER) + 86_400_000 });
      expect(await catalogue.watched()).toEqual(second);
      expect(second.lists.find(({ list }) => list === 'sensitive')).toMatchObject({
        ...{ found: 2, kept: 2, sources: [{ code: 'a', count: 2 }] },
      });
      const { items } = await catalogue.findings({ list: 'sensitive' }, 10);
      expect(items.map(({ key, since }) => [key, since])).toEqual([
        ['a:2', LATER],
        ['a:3', second.at],
      ]);
    });
  });
}
