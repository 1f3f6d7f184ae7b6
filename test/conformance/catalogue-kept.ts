/** Answers that are kept: the same as long as nothing is written, another once a write is visible, and nobody's to change. */
import { describe, expect, it } from 'vitest';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

export function keptConformance(subject: Subject): void {
  describe('answers asked again', () => {
    it('tell of every write that is visible, of entries that come, change and go', async () => {
      const { catalogue } = subject;
      const told = async () => {
        await catalogue.refresh();
        const answers = [];
        // The second one is asked of what is kept.
        for (let time = 0; time < 2; time += 1) {
          const found = await catalogue.search(asked({ text: '停车场', facets: ['mode'] }));
          const { rows } = await catalogue.statistics({ by: ['source'], filters: {} });
          answers.push([
            found.hits.map(({ lead }) => lead.entry.title),
            found.facets.mode?.[0]?.count,
            rows.length,
          ]);
        }
        expect(answers[1]).toEqual(answers[0]);
        return answers[0];
      };
      expect(await told()).toEqual([[], undefined, 0]);
      await catalogue.write(batchOf([entryOf('a', '1', { title: '停车场' })]));
      expect(await told()).toEqual([['停车场'], 1, 1]);
      await catalogue.write(batchOf([entryOf('a', '1', { title: '停车场名单' })], { batch: 2 }));
      expect(await told()).toEqual([['停车场名单'], 1, 1]);
      await catalogue.write(batchOf([entryOf('b', '1', { title: '公园' })]));
      expect(await told()).toEqual([['停车场名单'], 1, 2]);
      await catalogue.remove('a', ['1'], '2026-01-03T00:00:00.000Z');
      expect(await told()).toEqual([[], undefined, 1]);
    });

    it('are shared by all who ask, who cannot change them', async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf([entryOf('a', '1', { title: '停车场' })]));
      await catalogue.refresh();
      const { hits } = await catalogue.search(asked({ text: '停车场' }));
      expect(() => hits.pop()).toThrow(TypeError);
      expect((await catalogue.search(asked({ text: '停车场' }))).hits).toHaveLength(1);
    });
  });
}
