/** CKAN's Action API: what clients and harvesters of CKAN ask for, its query language, its errors. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptTags } from '../../api/standards/ckan/kept-tags.ts';
import { askedOf, sortedBy } from '../../api/standards/ckan/question.ts';
import type { Resource } from '../../index/port.ts';
import { entryOf } from '../index/entries.ts';
import { engines } from './engines.ts';
import { at, HOSTILE, type Published, publish } from './published.ts';

describe.each(await engines())('over $name', (engine) => {
  let published: Published;
  let resources: Resource[];
  beforeAll(async () => {
    published = await publish({ engine });
    resources = await published.resources();
  });
  afterAll(() => published.close());

  type Given = Record<string, unknown>;

  interface Package {
    id: string;
    name: string;
    title: string;
    notes: string;
    url: string;
    metadata_modified: string;
    num_resources: number;
    resources: { url: string }[];
    extras: { key: string; value: string }[];
  }

  interface Search {
    count: number;
    sort: string;
    results: Package[];
    facets: Record<string, Record<string, number>>;
    uncounted_facets?: string[];
    search_facets: Record<string, { items: { name: string; display_name: string; count: number }[] }>;
  }

  interface Answer {
    success: boolean;
    help: string;
    result: unknown;
    error: { __type: string };
  }

  async function call(action: string, given: Given = {}, how: 'get' | 'json' | 'form' = 'get') {
    const address = `${published.base}/api/3/action/${action}`;
    const query = new URLSearchParams(given as Record<string, string>);
    const answer =
      how === 'get'
        ? await fetch(`${address}?${query}`)
        : await fetch(address, {
            method: 'POST',
            body: how === 'form' ? query : JSON.stringify(given),
            headers: {
              'content-type': how === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
            },
          });
    return { status: answer.status, body: (await answer.json()) as Answer };
  }

  const result = async <T = unknown>(
    action: string,
    given: Given = {},
    how: 'get' | 'json' | 'form' = 'get',
  ): Promise<T> => {
    const { status, body } = await call(action, given, how);
    expect([status, body.success, body.help]).toEqual([
      200,
      true,
      `${published.base}/api/3/action/help_show?name=${action}`,
    ]);
    return body.result as T;
  };

  const search = (given: Given, how?: 'get' | 'json' | 'form') =>
    result<Search>('package_search', given, how);
  const names = (found: Search): string[] => found.results.map(({ name }) => name);

  describe('package_search', () => {
    it('brings each resource once, whatever the step, in an order that stays', async () => {
      const expected = resources.map(({ id }) => id);
      for (const rows of [1, 7, 1000]) {
        const found: string[] = [];
        for (let start = 0; ; start += rows) {
          const page = await search({ sort: 'id asc', rows, start });
          expect([page.count, page.sort]).toEqual([expected.length, 'id asc']);
          found.push(...names(page));
          if (page.results.length === 0) break;
        }
        expect(found).toEqual(expected);
      }
      // In the midst, by a server that has not seen the walk's beginning.
      await published.restart();
      expect(names(await search({ sort: 'name asc', rows: 5, start: 11 }))).toEqual(expected.slice(11, 16));
      const ids = (await search({ sort: 'id asc', rows: 1000 })).results.map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
    });

    it('takes GET, JSON and forms alike', async () => {
      const given = { q: '停车场', rows: 3, 'facet.field': '["organization","groups","res_format","tags"]' };
      const [get, json, form] = [
        await search(given),
        await search(given, 'json'),
        await search(given, 'form'),
      ];
      expect(json).toEqual(get);
      expect(form).toEqual(get);
      expect(get.count).toBeGreaterThan(0);
      expect(get.search_facets.organization!.items[0]).toMatchObject({
        name: expect.any(String),
        count: expect.any(Number),
      });
      expect(get.search_facets.groups!.items.find(({ name }) => name === 'transport')!.display_name).toBe(
        '交通运输',
      );
      expect([get.facets.tags, get.search_facets.tags, get.uncounted_facets]).toEqual([
        undefined,
        undefined,
        ['tags'],
      ]);
      const again = await search({ ...given, 'facet.field': ['organization'] }, 'json');
      expect(again.facets.organization).toEqual(get.facets.organization);
    });

    it('honours metadata_modified, to the thousandth, open and closed', async () => {
      const changed = new Map(
        resources.map(({ id, offers }) => [
          id,
          offers
            .map(({ changedAt }) => changedAt)
            .sort()
            .at(-1)!,
        ]),
      );
      const of = async (fq: string) => new Set(names(await search({ fq, rows: 1000 })));
      const expected = (wanted: (instant: string) => boolean) =>
        new Set([...changed].filter(([, instant]) => wanted(instant)).map(([id]) => id));
      expect(await of(`metadata_modified:[${at(1)} TO *]`)).toEqual(expected((instant) => instant >= at(1)));
      expect(await of(`metadata_modified:{${at(1)} TO *}`)).toEqual(expected((instant) => instant > at(1)));
      expect(await of(`metadata_modified:["${at(1)}" TO ${at(2)}}`)).toEqual(
        expected((instant) => instant >= at(1) && instant < at(2)),
      );
      expect(await of('metadata_modified:[NOW-1DAY TO *]')).toEqual(
        expected((instant) => Date.parse(instant) >= Date.now() - 86_400_000),
      );
      expect((await of('-metadata_modified:[* TO *]')).size).toBe(0);
      const page = await search({ sort: 'metadata_modified asc', rows: 1000 });
      const instants = page.results.map((each) => each.metadata_modified);
      expect(instants).toEqual([...instants].sort());
      expect(new Set(instants)).toEqual(
        new Set([...changed.values()].map((each) => `${each.slice(0, -1)}000`)),
      );
    });

    it('narrows by organization, group, format, state, and by id', async () => {
      const of = async (given: Given) => names(await search({ rows: 1000, sort: 'id asc', ...given }));
      const guilin = resources.filter(({ offers }) => offers.some(({ entry }) => entry.source === 'guilin'));
      expect(await of({ fq: 'organization:guilin' })).toEqual(guilin.map(({ id }) => id));
      expect(await of({ fq: '+owner_org:"guilin" +state:active AND dataset_type:dataset' })).toEqual(
        guilin.map(({ id }) => id),
      );
      expect(await of({ fq: '+(organization:guilin) +metadata_modified:[* TO *]' })).toEqual(
        guilin.map(({ id }) => id),
      );
      expect(await of({ fq_list: '["organization:guilin"]' })).toEqual(guilin.map(({ id }) => id));
      const csv = resources.filter(({ offers }) =>
        offers.some(({ entry }) => entry.distributions.some(({ format }) => format === 'csv')),
      );
      expect(await of({ fq: 'res_format:CSV' })).toEqual(csv.map(({ id }) => id));
      expect(await of({ fq: 'organization:(guilin OR guangxi OR guangzhou)' })).toHaveLength(
        resources.length,
      );
      expect(await of({ fq: 'private:true' })).toEqual([]);
      const [first] = resources;
      const { id } = await result<Package>('package_show', { id: first!.id });
      expect(await of({ fq: `id:${id}` })).toEqual([first!.id]);
      expect((await search({ rows: 0 })).results).toEqual([]);
    });

    it('refuses what it does not understand, as CKAN does', async () => {
      const refused = async (given: Given) => {
        const { status, body } = await call('package_search', given);
        expect([body.success, Object.keys(body).sort()]).toEqual([false, ['error', 'help', 'success']]);
        return [status, body.error.__type];
      };
      expect(await refused({ fq: 'colour:red' })).toEqual([400, 'Search Query Error']);
      expect(await refused({ fq: 'organization:' })).toEqual([400, 'Search Query Error']);
      expect(await refused({ fq: 'metadata_modified:[yesterday TO *]' })).toEqual([
        400,
        'Search Query Error',
      ]);
      expect(await refused({ fq: '-organization:guilin' })).toEqual([400, 'Search Query Error']);
      expect(await refused({ fq: 'organization:guilin OR res_format:csv' })).toEqual([
        400,
        'Search Query Error',
      ]);
      expect(await refused({ sort: 'popularity desc' })).toEqual([400, 'Search Query Error']);
      expect(await refused({ 'facet.field': '["colour"]' })).toEqual([400, 'Search Query Error']);
      expect(await refused({ rows: 'many' })).toEqual([409, 'Validation Error']);
      expect(await refused({ start: -1 })).toEqual([409, 'Validation Error']);
      expect(await refused({ row: 10 })).toEqual([409, 'Validation Error']);
      expect(await refused({ start: 2_000_000 })).toEqual([409, 'Search Error']);
      expect(await refused({ fq: `${'('.repeat(50)}a${')'.repeat(50)}` })).toEqual([
        400,
        'Search Query Error',
      ]);
    });
  });

  describe('the other actions', () => {
    it('show a package by name and by UUID, with all offers and texts as they are', async () => {
      for (const resource of resources) {
        const shown = await result<Package>('package_show', { id: resource.id });
        expect(await result<Package>('package_show', { id: shown.id }, 'json')).toEqual(shown);
        const { entry } = resource.lead;
        expect([shown.name, shown.title, shown.notes]).toEqual([
          resource.id,
          entry.title.toWellFormed(),
          (entry.description ?? '').toWellFormed(),
        ]);
        expect(shown.num_resources).toBe(shown.resources.length);
        const extras = Object.fromEntries(shown.extras.map(({ key, value }) => [key, value]));
        expect(JSON.parse(extras.offers!)).toEqual(
          resource.offers.map((offer) => offer.entry.id.toWellFormed()),
        );
        for (const { url } of shown.resources) expect(url).toMatch(/^https?:\/\//);
      }
      const hostile = resources.find(({ lead }) => lead.entry.description === HOSTILE)!;
      expect((await result<Package>('package_show', { id: hostile.id })).url).toBe(
        `${published.base}/resources/${hostile.id}`,
      );
    });

    it('list names, organizations, groups and tags', async () => {
      expect(await result('package_list')).toEqual(resources.map(({ id }) => id));
      expect(await result('package_list', { limit: 3, offset: 2 })).toEqual(
        resources.slice(2, 5).map(({ id }) => id),
      );
      const whole = await result<Package[]>('current_package_list_with_resources', { limit: 4, page: 2 });
      expect(whole.map(({ name }) => name)).toEqual(resources.slice(4, 8).map(({ id }) => id));
      expect(await result('organization_list')).toEqual(['guangxi', 'guangzhou', 'guilin']);
      const [organization] = await result<Given[]>('organization_list', {
        all_fields: true,
        organizations: '["guilin"]',
      });
      const guilin = resources.filter(({ offers }) => offers.some(({ entry }) => entry.source === 'guilin'));
      expect(organization).toMatchObject({
        name: 'guilin',
        title: '桂林市公共数据开放平台',
        package_count: guilin.length,
      });
      expect(
        (await result<{ packages: Package[] }>('organization_show', { id: 'guilin', include_datasets: true }))
          .packages,
      ).toHaveLength(guilin.length);
      expect(await result('group_list')).toContain('transport');
      expect(await result('group_show', { id: 'transport' })).toMatchObject({ title: '交通运输' });
      const tags = resources.flatMap(({ offers }) =>
        offers.flatMap(({ entry }) => entry.keywords.map((each) => each.trim().toWellFormed())),
      );
      const everyTag = [...new Set(tags)].filter((tag) => tag !== '').sort();
      expect(await result('tag_list')).toEqual(everyTag);
      const parking = await result<string[]>('tag_list', { query: '停车' });
      expect(parking).toEqual(everyTag.filter((tag) => tag.includes('停车')));
      expect(parking).toContain('停车');
      expect(
        (await result<{ packages: Package[] }>('tag_show', { id: '停车', include_datasets: true }))
          .packages[0]!.title,
      ).toBe('停车场信息');
      expect(await result('site_read')).toBe(true);
      expect(await result('status_show')).toMatchObject({ site_url: published.base });
      expect(await result('help_show', { name: 'package_show' })).toMatch('package_show');
    });

    it('list the tags of a catalogue that is larger than any page, and those that came since', async () => {
      const own = await publish({ engine, count: 0 });
      try {
        const many = Array.from({ length: 2_300 }, (_, at) =>
          entryOf('guilin', `k${at}`, { title: `公开目录 ${at}`, keywords: ['公有', `词${at}`] }),
        );
        await own.put(20, ...many, entryOf('guilin', 'rare', { title: '别的', keywords: ['目录'] }));
        await own.huimu.catalogue.refresh();
        const asked = async (path: string) =>
          ((await (await fetch(`${own.base}/api/3/action/${path}`)).json()) as { result: never }).result;
        const tags: string[] = await asked('tag_list?query=词');
        expect(tags).toEqual(many.map(({ keywords }) => keywords[1]).sort());
        const common: { packages: Package[] } = await asked('tag_show?id=公有&include_datasets=true');
        expect(common.packages).toHaveLength(1_000);
        // A word of every title is a keyword of one that stands anywhere among them, or of none.
        expect(await asked('tag_show?id=目录')).toMatchObject({ name: '目录' });
        const rare: { packages: Package[] } = await asked('tag_show?id=目录&include_datasets=true');
        expect(rare.packages.map(({ title }) => title)).toEqual(['别的']);
        for (const show of ['', '&include_datasets=true'])
          expect((await fetch(`${own.base}/api/3/action/tag_show?id=公开${show}`)).status).toBe(404);
        const kept = new KeptTags();
        await kept.all(own.huimu.catalogue, Date.now() - 1_000);
        await own.put(21, entryOf('guilin', 'late', { title: '后来的', keywords: ['后来词'] }));
        await own.huimu.catalogue.refresh();
        expect(await kept.all(own.huimu.catalogue, Date.now())).not.toContain('后来词');
        // Changes are looked for once the walk has held for as long as it may.
        expect(await kept.all(own.huimu.catalogue, Date.now() + 3_600_000)).toContain('后来词');
      } finally {
        await own.close();
      }
    });

    it('say what is not there', async () => {
      for (const [action, id] of [
        ['package_show', 'none'],
        ['package_show', 'r00000000000000000000'],
        ['organization_show', 'none'],
        ['group_show', 'none'],
        ['tag_show', '没有的标签'],
      ] as const) {
        const { status, body } = await call(action, { id });
        expect([status, body.success, body.error.__type]).toEqual([404, false, 'Not Found Error']);
      }
      expect(await call('package_show', {}, 'json')).toMatchObject({
        status: 409,
        body: { error: { __type: 'Validation Error', id: ['Missing value'] } },
      });
      const unknown = await call('package_create', { name: 'x' }, 'json');
      expect([unknown.status, unknown.body]).toEqual([
        400,
        'Bad request - Action name not known: package_create',
      ]);
      expect((await call('constructor')).status).toBe(400);
    });
  });

  describe("Solr's language", () => {
    const NOW = Date.parse('2026-05-02T10:30:00Z');
    it.each([
      ['停车 场', { text: '停车 场' }],
      ['"停车 场" AND 公园', { text: '停车 场 公园' }],
      ['*:*', { text: '' }],
      ['title:公园 notes:"a b"', { text: '公园 a b' }],
      ['https://data.gov.cn/a', { text: 'https://data.gov.cn/a' }],
      ['groups:transport', { filters: { theme: ['transport'] } }],
      ['mode:(sharing OR opening) q', { text: 'q', filters: { mode: ['sharing', 'opening'] } }],
      ['mode:sharing OR mode:opening', { filters: { mode: ['sharing', 'opening'] } }],
      [
        'metadata_modified:[NOW-7DAYS/DAY TO NOW]',
        { changed: { from: '2026-04-25T00:00:00.000Z', until: '2026-05-02T10:30:00.000Z' } },
      ],
      [
        'metadata_modified:[2026-01-01T00:00:00.123456 TO *] AND metadata_modified:[* TO 2026-02-01T00:00:00Z}',
        { changed: { from: '2026-01-01T00:00:00.123Z', until: '2026-01-31T23:59:59.999Z' } },
      ],
    ])('%s', (text, expected) => {
      expect(askedOf(text, [], NOW)).toEqual({ text: '', filters: {}, nothing: false, ...expected });
    });

    it('orders as it can, and says which order it is', () => {
      expect(sortedBy(undefined, false).said).toBe('metadata_modified desc');
      expect(sortedBy('score desc, metadata_modified desc', true).said).toBe('score desc');
      expect(sortedBy('metadata_created asc', false).said).toBe('id asc');
    });
  });
});
