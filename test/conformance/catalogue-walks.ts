/** The orders by which programs walk through all resources, and the span of their changes. */
import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../index/query.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

export function walksConformance(subject: Subject): void {
  /** Leads by local id, with their resources, in pages of two. */
  const walk = async (over: Partial<SearchQuery>): Promise<{ id: string; resource: string }[]> => {
    const { catalogue } = subject;
    await catalogue.refresh();
    const seen: { id: string; resource: string }[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await catalogue.search(
        asked({ size: 2, ...over, ...(cursor === undefined ? {} : { cursor }) }),
      );
      seen.push(...page.hits.map(({ lead, resource }) => ({ id: lead.entry.localId, resource })));
      cursor = page.cursor;
    }
    return seen;
  };
  const ids = async (over: Partial<SearchQuery>) => (await walk(over)).map(({ id }) => id);

  describe('walks through all', () => {
    const fill = async () => {
      const put = (minute: number, source: string, id: string, title: string, nativeId?: string) =>
        subject.catalogue.write(
          batchOf([entryOf(source, id, { title, ...(nativeId && { nativeId }) })], { at: at(minute) }),
        );
      await put(0, 'a', '1', '公园名录');
      await put(1, 'a', '2', '桥梁名录');
      await put(2, 'a', '3', '学校名录', 'n3');
      await put(3, 'a', '4', '医院名录');
      await put(4, 'a', '1', '公园名录（新）');
      // A further offer of what a:3 leads: the resource changed.
      await put(5, 'b', '3', '学校名录', 'n3');
    };

    it('by the newest change of any offer, either way round', async () => {
      await fill();
      expect(await ids({ sort: 'changed' })).toEqual(['3', '1', '4', '2']);
      expect(await ids({ sort: 'changed-up' })).toEqual(['2', '4', '1', '3']);
      await subject.catalogue.remove('b', ['3'], at(6));
      expect(await ids({ sort: 'changed-up' })).toEqual(['2', '3', '4', '1']);
    });

    it("by the resources' ids", async () => {
      await fill();
      const found = (await walk({ sort: 'id' })).map(({ resource }) => resource);
      expect(found).toHaveLength(4);
      expect(found).toEqual([...found].sort());
    });

    it('within a span, ends included, counted alike with words and filters', async () => {
      await fill();
      const { catalogue } = subject;
      const within = (from?: number, until?: number, over: Partial<SearchQuery> = {}) =>
        ids({
          ...over,
          sort: 'changed-up',
          changed: {
            ...(from === undefined ? {} : { from: at(from) }),
            ...(until === undefined ? {} : { until: at(until) }),
          },
        });
      expect(await within(3, 4)).toEqual(['4', '1']);
      expect(await within(4)).toEqual(['1', '3']);
      expect(await within(undefined, 3)).toEqual(['2', '4']);
      expect(await within()).toEqual(['2', '4', '1', '3']);
      expect(await within(2, 5, { text: '名录' })).toEqual(['4', '1', '3']);
      expect(await within(2, 5, { text: '学校' })).toEqual(['3']);
      expect(await within(2, 5, { filters: { source: ['b'] } })).toEqual(['3']);
      const counted = await catalogue.search(
        asked({ changed: { from: at(4) }, facets: ['source'], sort: 'id', size: 1 }),
      );
      expect(counted).toMatchObject({
        resources: 2,
        entries: 3,
        facets: {
          source: [
            { value: 'a', count: 2 },
            { value: 'b', count: 1 },
          ],
        },
      });
    });
  });
}
