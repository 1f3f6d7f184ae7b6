/** Search as people type: other words, other scripts, what a word is, seams of words; and what `find` makes of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type FindingQuery, find } from '../../index/finding/find.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const GUILIN: Entry[] = [
  entryOf('a', 'taxi', { title: '出租汽车企业信息', modified: '2023-05' }),
  entryOf('a', 'ride', { title: '网约车驾驶员', description: '出租汽车驾驶员证' }),
  entryOf('a', 'school', { title: '小学招生入学公告' }),
  entryOf('a', 'seam', { title: '高中阶段以上学校' }),
  entryOf('a', 'bridge', { title: '桥梁信息' }),
  entryOf('a', 'weather', { title: '气象站信息', publisher: { name: '桂林市气象局' } }),
  ...Array.from({ length: 7 }, (_, at) =>
    entryOf('a', `off${at}`, { title: '停水通知', description: `第${at}条` }),
  ),
];
const ELSEWHERE: Entry[] = [
  entryOf('b', 'parking', { title: '停车场信息', spatial: { code: '520100' } }),
  entryOf('b', 'air', { title: '空气质量日报', mode: 'sharing', spatial: { code: '520100' } }),
  entryOf('b', 'off', { title: '停水通知', spatial: { code: '520100' } }),
];

export function understandingConformance(subject: Subject): void {
  const ask = (text: string, over: Partial<FindingQuery> = {}) =>
    find(subject.catalogue, { ...asked({ text }), ...over });
  const ids = async (text: string, over: Partial<FindingQuery> = {}): Promise<string[]> =>
    (await ask(text, over)).hits.map(({ lead }) => lead.entry.localId);

  describe('understanding', () => {
    beforeEach(async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf(GUILIN, { region: '450300' }));
      await catalogue.write(batchOf(ELSEWHERE, { region: '520100' }));
      await catalogue.refresh();
    });

    it('finds everyday words by the official ones, the typed word first', async () => {
      expect((await ids('打车')).sort()).toEqual(['ride', 'taxi']);
      expect(await ids('断水')).toContain('off');
      await subject.catalogue.write(batchOf([entryOf('c', 'typed', { title: '打车服务信息' })]));
      await subject.catalogue.refresh();
      expect((await ids('打车'))[0]).toBe('typed');
    });

    it('puts a pair that is the seam of two words behind the word', async () => {
      expect(await ids('上学')).toEqual(['school', 'seam']);
      expect(await ids('上学', { literal: ['上学'] })).toEqual(['seam']);
    });

    it('reads English, pinyin, initials and misspellings, and says so', async () => {
      expect(await ids('air quality Guiyang')).toEqual(['air']);
      expect(await ids('tingchechang')).toEqual(['parking']);
      const { hits, understood, suggestion } = await ask('guilin qiaoliang');
      expect(hits.map(({ lead }) => lead.entry.localId)).toEqual(['bridge']);
      expect(suggestion).toBeUndefined();
      expect(understood).toMatchObject([
        { text: '桂林', typed: 'guilin', kind: 'place', region: '450300' },
        { text: '桥梁', typed: 'qiaoliang', kind: 'word', found: 1 },
      ]);
      expect(await ask('tcc')).toMatchObject({
        suggestion: { from: 'tcc', to: '停车场', applied: true },
        hits: [{ lead: { entry: { localId: 'parking' } } }],
      });
      expect(await ask('气像站')).toMatchObject({
        suggestion: { text: '气象站', applied: true },
        hits: [{ lead: { entry: { localId: 'weather' } } }],
      });
      // Torn apart by the slip: 处罚 alone would be found.
      await subject.catalogue.write(batchOf([entryOf('c', 'fine', { title: '行政处罚信息' })]));
      await subject.catalogue.refresh();
      expect((await ask('行正处罚')).suggestion).toMatchObject({ from: '行正处罚', to: '行政处罚' });
      expect((await ask('气象站')).suggestion).toBeUndefined();
      expect((await ask('气像站', { literal: ['气像站'] })).hits).toEqual([]);
    });

    it('says what a word is, and takes it back', async () => {
      const { understood } = await ask('桂林 气象局 2023年');
      expect(understood.map(({ text, kind }) => [text, kind])).toEqual([
        ['桂林', 'place'],
        ['气象局', 'office'],
        ['2023', 'year'],
      ]);
      // Its date answers the year; what only matches in part follows.
      const dated = await ask('2023年 出租汽车');
      expect(dated.hits.filter((hit) => hit.class !== 'some')).toMatchObject([
        { lead: { entry: { localId: 'taxi' } } },
      ]);
      expect(await ids('桂林 桥梁')).toEqual(['bridge']);
      const taken = await ask('桂林 桥梁', { literal: ['桂林'] });
      expect(taken.understood[0]).toMatchObject({ text: '桂林', kind: 'word' });
      expect(taken.understood[0]).not.toHaveProperty('region');
    });

    it('offers the nearest where nothing has all', async () => {
      const { nearest } = await ask('桂林停车场');
      expect(nearest[0]).toMatchObject({ text: '停车场', without: ['桂林'], place: true, resources: 1 });
      expect(nearest[1]).toMatchObject({
        text: '桂林',
        without: ['停车场'],
        place: false,
        resources: GUILIN.length,
      });
      expect((await ask('桂林 桥梁')).nearest).toEqual([]);
    });

    it('folds equal titles of one source, and pages on behind them', async () => {
      const whole = await ask('停水通知', { fold: true });
      expect(whole.hits.map(({ folded }) => folded?.count ?? 0).sort()).toEqual([0, 6]);
      expect(whole.resources).toBe(8);
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const page = await ask('停水', { fold: true, size: 1, ...(cursor === undefined ? {} : { cursor }) });
        expect(page.hits).toHaveLength(1);
        for (const { resource, folded } of page.hits) {
          for (const each of [resource, ...(folded?.resources ?? [])]) {
            expect(seen.has(each)).toBe(false);
            seen.add(each);
          }
        }
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.size).toBe(8);
    });

    it('pages on through the text that was applied', async () => {
      const { hits, cursor } = await ask('停谁通知', { size: 3 });
      expect(hits).toHaveLength(3);
      const next = await ask('停谁通知', { size: 100, cursor: cursor as string });
      expect(next.hits).toHaveLength(5);
      expect(next.suggestion).toMatchObject({ to: '停水通知', applied: true });
    });

    it('explains a hit', async () => {
      const { hits } = await ask('桂林 打车', { explain: true });
      const ride = hits.find(({ lead }) => lead.entry.localId === 'taxi');
      expect(ride?.why).toMatchObject([
        { word: '桂林', as: '桂林', by: 'word', in: ['region'], weight: 1 },
        { word: '打车', as: '出租汽车', by: 'near', in: ['title'] },
      ]);
    });
  });
}
