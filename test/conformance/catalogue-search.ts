/** Finding: words, classes, filters, facets, sorts, pages, highlights, hostile texts. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';
import { all } from './catalogue-writes.ts';

const CORPUS: Entry[] = [
  entryOf('a', 'exact', {
    title: '停车场信息',
    modified: '2024-01-02',
    issued: '2020',
    themes: [{ code: 'T1', raw: '交通' }],
  }),
  entryOf('a', 'title', {
    title: '城区公共停车场信息表',
    modified: '2023-05',
    issued: '2021-06',
    distributions: [{ format: 'csv' }, { format: 'xlsx' }],
  }),
  entryOf('a', 'text', {
    title: '交通设施',
    description: '全市停车场位置信息',
    modified: '2024-01-02T10:00:00+08:00',
    distributions: [{ format: 'csv' }],
  }),
  entryOf('a', 'part', { title: '图书馆', description: '附近的停车点', keywords: ['阅读'] }),
  entryOf('a', 'latin', { title: 'PM2.5 与 GDP 监测', description: 'pm2.5 日均值，GDP2023' }),
  entryOf('b', 'place', {
    title: '古树名木',
    spatial: { code: '520300' },
    publisher: { name: '遵义市林业局' },
  }),
];

export function searchConformance(subject: Subject): void {
  const search = (over: Partial<SearchQuery>) => subject.catalogue.search(asked(over));
  const ids = async (text: string, over: Partial<SearchQuery> = {}): Promise<string[]> =>
    (await search({ text, ...over })).hits.map(({ lead }) => lead.entry.localId);

  describe('search', () => {
    beforeEach(async () => {
      const { catalogue } = subject;
      await catalogue.write(
        batchOf(
          CORPUS.filter(({ source }) => source === 'a'),
          { region: '450300' },
        ),
      );
      await catalogue.write(
        batchOf(
          CORPUS.filter(({ source }) => source === 'b'),
          { region: '520000' },
        ),
      );
      await catalogue.refresh();
    });

    it('orders by classes: the very title, all in the title, all somewhere', async () => {
      const { hits, terms } = await search({ text: '停车场信息' });
      expect(hits.map((hit) => [hit.lead.entry.localId, hit.class])).toEqual(
        [
          ['exact', 'title-exact'],
          ['title', 'title-all'],
          ['text', 'all'],
        ].slice(0, hits.length),
      );
      expect(hits.length).toBeGreaterThanOrEqual(2);
      expect(terms.join('')).toBe('停车场信息');
      const words = await search({ text: '停车场 信息' });
      expect(words.hits.slice(0, 3).map((hit) => [hit.lead.entry.localId, hit.class])).toEqual([
        ['exact', 'title-exact'],
        ['title', 'title-all'],
        ['text', 'all'],
      ]);
    });

    it('wants all words, and falls back to parts when that finds next to nothing', async () => {
      const result = await search({ text: '停车场 图书馆' });
      expect(result.hits[0]).toMatchObject({ class: 'some' });
      expect(new Set(result.hits.map((hit) => hit.class))).toEqual(new Set(['some']));
      expect(await ids('打停车')).toContain('exact');
      expect(await ids('航天飞机')).toEqual([]);
    });

    it('finds words wherever they stand: keywords, offices, single characters, without spaces', async () => {
      expect(await ids('阅读')).toEqual(['part']);
      expect(await ids('林业局')).toEqual(['place']);
      expect(await ids('树')).toEqual(['place']);
      expect(await ids('木')).toEqual(['place']);
      expect((await ids('城区公共停车场信息表'))[0]).toBe('title');
    });

    it('takes full width, case and traditional forms for the same', async () => {
      for (const text of ['ＰＭ２．５', 'Pm2.5', 'pm2.5', 'ＧＤＰ', 'gdp']) {
        expect(await ids(text), text).toEqual(['latin']);
      }
      expect((await ids('停車場'))[0]).toBe((await ids('停车场'))[0]);
      expect(await ids('圖書館')).toContain('part');
      expect(await ids('gdp20')).toEqual([]);
    });

    it("finds an entry by the name of its source's place", async () => {
      for (const text of ['贵州 古树名木', '遵义 古树名木', '贵州省 古树', '遵义市 名木']) {
        const { hits } = await search({ text });
        expect(hits[0], text).toMatchObject({ class: 'title-all', lead: { entry: { localId: 'place' } } });
      }
      expect(await ids('贵州')).toEqual(['place']);
      expect(await ids('桂林 停车场信息')).toEqual(expect.arrayContaining(['exact', 'title', 'text']));
    });

    it('narrows by facets, alternatives within one, and counts each facet past its own filter', async () => {
      const filters = { format: ['csv'], theme: ['T1', 'T2'] };
      expect(await search({ filters })).toMatchObject({ resources: 0, hits: [] });
      const result = await search({
        filters: { format: ['csv', 'never'] },
        facets: ['format', 'modifiedYear', 'source'],
      });
      expect(result.resources).toBe(2);
      expect(result.facets).toEqual({
        format: [
          { value: 'csv', count: 2 },
          { value: 'xlsx', count: 1 },
        ],
        modifiedYear: [
          { value: '2023', count: 1 },
          { value: '2024', count: 1 },
        ],
        source: [{ value: 'a', count: 2 }],
      });
      const both = await search({
        filters: { format: ['xlsx'], modifiedYear: ['2024'] },
        facets: ['format', 'modifiedYear'],
      });
      expect(both).toMatchObject({
        resources: 0,
        facets: { format: [{ value: 'csv', count: 1 }], modifiedYear: [{ value: '2023', count: 1 }] },
      });
      const places = await search({ facets: ['province', 'city', 'publisher'], facetSize: 1 });
      expect(places.facets).toEqual({
        province: [{ value: '450000', count: 5 }],
        city: [{ value: '450300', count: 5 }],
        publisher: [{ value: '遵义市林业局', count: 1 }],
      });
      expect(await search({ filters: { format: [] } })).toMatchObject({ resources: 6 });
    });

    it('sorts by dates, the latest first and the unknown last, and by title', async () => {
      expect((await ids('', { sort: 'modified' })).slice(0, 3)).toEqual(['text', 'exact', 'title']);
      expect((await ids('', { sort: 'issued' })).slice(0, 2)).toEqual(['title', 'exact']);
      const titles = async (text: string) =>
        (await search({ text, sort: 'title' })).hits.map(({ lead }) => lead.entry.title);
      expect(await titles('')).toEqual(
        CORPUS.map(({ title }) => title).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
      );
      expect(await titles('停车场 信息')).toHaveLength((await search({ text: '停车场 信息' })).resources);
    });

    it('pages through everything once, in any order', async () => {
      const { catalogue } = subject;
      const more = Array.from({ length: 57 }, (_, at) =>
        entryOf('c', String(at), {
          title: `停车场${'一二三四五六七'[at % 7]}`,
          ...(at % 3 === 0 ? {} : { modified: `2024-0${1 + (at % 2)}` }),
        }),
      );
      await catalogue.write(batchOf(more));
      await catalogue.refresh();
      for (const sort of ['relevance', 'modified', 'issued', 'title'] as const) {
        for (const text of ['', '停车场', '停车场 图书馆']) {
          const whole = await search({ text, sort, size: 100 });
          expect(whole.cursor).toBeNull();
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await search({ text, sort, size: 7, ...(cursor === undefined ? {} : { cursor }) });
            expect(page.resources).toBe(whole.resources);
            seen.push(...page.hits.map(({ lead }) => lead.entry.id));
            cursor = page.cursor ?? undefined;
          } while (cursor !== undefined);
          expect(seen, `${sort} ${text}`).toEqual(whole.hits.map(({ lead }) => lead.entry.id));
          expect(new Set(seen).size).toBe(whole.resources);
        }
      }
    });

    it('passes over as many hits as it is told, in any order, behind a cursor too', async () => {
      for (const sort of ['relevance', 'modified', 'title', 'id', 'changed', 'changed-up'] as const) {
        for (const text of ['', '停车场 图书馆']) {
          const { hits } = await search({ text, sort, size: 100 });
          const ids = hits.map(({ lead }) => lead.entry.id);
          const { cursor } = await search({ text, sort, size: 2 });
          const asked = { text, sort, size: 3 };
          const found = await Promise.all([
            search({ ...asked, pass: 1 }),
            search({ ...asked, pass: 2, cursor: cursor as string }),
            search({ ...asked, pass: ids.length }),
            search({ ...asked, pass: 100_000 }),
          ]);
          const named = found.map((page) => page.hits.map(({ lead }) => lead.entry.id));
          expect(named, `${sort} ${text}`).toEqual([ids.slice(1, 4), ids.slice(4, 7), [], []]);
          expect(found.map(({ resources }) => resources)).toEqual(Array(4).fill(ids.length));
          expect(found.slice(2).map((page) => page.cursor)).toEqual([null, null]);
          expect(ids.length).toBeGreaterThan(text === '' ? 5 : 2);
        }
      }
    });

    it('refuses cursors that it did not make for this question', async () => {
      const { cursor } = await search({ text: '停车场 信息', size: 1 });
      expect(cursor).not.toBeNull();
      const rewritten = Buffer.from(JSON.stringify(['x', 1, 2, 3])).toString('base64url');
      const wrong: Partial<SearchQuery>[] = [
        { text: '停车场 信息', cursor: 'x' },
        { text: '停车场 信息', cursor: '' },
        { text: '停车场 信息', cursor: '%%%' },
        { text: '停车场 信息', cursor: rewritten },
        { text: '停车场 信息', cursor: `${cursor}x`.repeat(3) },
        { text: '图书馆', cursor: cursor as string },
        { text: '停车场 信息', sort: 'title', cursor: cursor as string },
        { text: '停车场 信息', filters: { mode: ['opening'] }, cursor: cursor as string },
      ];
      for (const over of wrong) {
        await expect(search(over), JSON.stringify(over)).rejects.toMatchObject({
          code: 'request.cursor-invalid',
        });
      }
    });

    it('highlights by offsets in the text as it stands', async () => {
      const { catalogue } = subject;
      const description = `${'前言。'.repeat(100)}這裡有<b>停車場</b>😀和ＰＭ２．５，${'结尾。'.repeat(100)}`;
      await catalogue.write(batchOf([entryOf('h', '1', { title: '😀停車場 ＰＭ２．５', description })]));
      await catalogue.refresh();
      const { hits } = await search({ text: '停车场 pm2.5', highlight: true, filters: { source: ['h'] } });
      const marks = hits[0]?.highlight;
      const cut = (text: string, spans: [number, number][] = []) =>
        spans.map(([from, to]) => text.slice(from, to));
      expect(cut('😀停車場 ＰＭ２．５', marks?.title)).toEqual(['停車場', 'ＰＭ２．５']);
      expect(description).toContain(marks?.description.text);
      expect(cut(marks?.description.text ?? '', marks?.description.matches)).toEqual([
        '停車場',
        'ＰＭ２．５',
      ]);
      expect((await search({ text: '停车场' })).hits[0]?.highlight).toBeUndefined();
    });

    it('takes hostile texts for texts', async () => {
      const { catalogue } = subject;
      const hostile = [
        '<script>alert(1)</script>',
        '"',
        "'; drop table entry; --",
        'AND',
        'a AND (b OR "c',
        'NEAR(停车 场)',
        '* ^ : - + {title}',
        'title : 停车场',
        '停车场*',
        '\u0000停车场',
        '😀😀',
        '\uD800',
        'a'.repeat(100_000),
        '停'.repeat(100_000),
        '% _ \\',
        '（（（',
        ' \n\t',
      ];
      for (const text of hostile) {
        for (const sort of ['relevance', 'title'] as const) {
          const result = await search({ text, sort, facets: ['source'], highlight: true });
          expect(result.hits.length, text.slice(0, 20)).toBeLessThanOrEqual(10);
        }
      }
      expect(await ids('"停车场" AND (信息')).toEqual(expect.arrayContaining(['exact']));
      const entries = hostile.map((text, at) =>
        entryOf('x', `x${at}"'<`, {
          title: text,
          description: `水怪 ${text}`.repeat(text.length > 1000 ? 1 : 3),
          keywords: [text],
          publisher: { name: text },
        }),
      );
      expect(await catalogue.write(batchOf(entries))).toEqual([]);
      await catalogue.refresh();
      const { hits } = await search({
        text: '水怪',
        size: 100,
        highlight: true,
        facets: ['publisher'],
        facetSize: 100,
      });
      expect(hits).toHaveLength(hostile.length);
      for (const { lead } of hits) {
        const at = Number(/\d+/.exec(lead.entry.localId)?.[0]);
        expect(lead.entry.title).toBe(JSON.parse(JSON.stringify(hostile[at])));
      }
      const script = await catalogue.get(`x:x0"'<`);
      expect(script?.entry.description).toContain('<script>');
    });

    it('streams every living entry that the filters admit, in the order of ids', async () => {
      const { catalogue } = subject;
      const many = Array.from({ length: 450 }, (_, at) =>
        entryOf('s', String(at), { mode: at % 3 === 0 ? 'sharing' : 'opening' }),
      );
      await catalogue.write(batchOf(many));
      await catalogue.refresh();
      const stream = async (filters: SearchQuery['filters']) =>
        (await all(catalogue.stream(filters))).map(({ entry }) => entry.id);
      const every = await stream({});
      expect(every).toEqual([...many, ...CORPUS].map(({ id }) => id).sort());
      expect(await stream({ source: ['s'], mode: ['sharing'] })).toEqual(
        many
          .filter(({ mode }) => mode === 'sharing')
          .map(({ id }) => id)
          .sort(),
      );
      expect(await stream({ source: ['nowhere'] })).toEqual([]);
    });

    it('streams, with words, the entries of what a search for them finds, narrowed by their own values', async () => {
      const { catalogue } = subject;
      const many = Array.from({ length: 450 }, (_, at) =>
        entryOf('s', String(at), { title: `停车场 ${at % 300}`, nativeId: `n${at % 300}` }),
      );
      await catalogue.write(batchOf(many));
      await catalogue.write(batchOf([entryOf('t', '1', { title: '车位', nativeId: 'n7', mode: 'sharing' })]));
      await catalogue.refresh();
      const stream = async (filters: SearchQuery['filters'], text: string, literal?: string[]) =>
        (await all(catalogue.stream(filters, { text, ...(literal && { literal }) })))
          .map(({ entry }) => entry.id)
          .sort();
      const found = await search({ text: '停车场' });
      const streamed = await stream({}, '停车场');
      expect(streamed).toHaveLength(found.entries);
      // An offer that does not bear the word itself, of a resource that does.
      expect(streamed).toContain('t:1');
      expect(await stream({ mode: ['sharing'] }, '停车场')).toEqual(['t:1']);
      expect(await stream({ source: ['s'] }, ' 停车场 ')).toHaveLength(450);
      const some = await search({ text: '图书馆 交通设施' });
      expect(some.hits.map((hit) => hit.class)).toContain('some');
      expect(await stream({}, '图书馆 交通设施')).toHaveLength(some.entries);
      expect(await stream({}, '没有这个词')).toEqual([]);
      expect(await stream({ source: ['b'] }, '遵义 林业局')).toEqual(['b:place']);
      expect(await stream({}, '')).toEqual((await stream({}, ' ')).sort());
    });
  });
}
