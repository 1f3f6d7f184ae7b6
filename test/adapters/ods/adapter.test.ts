/** Opendatasoft's two interfaces against a server written from their documentation. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import { odsAdapter as adapter } from '../../../adapters/ods/adapter.ts';
import type { RawValue } from '../../../config/record.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { type OdsVariant, ods } from '../../sources/wires/standards/ods.ts';
import { contextOf, sourceOf } from '../site.ts';

const BASE = 'https://opendata.city.gov.cn';
const open: StartedPlatform[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: Record<string, unknown>, variant: OdsVariant = {}, count = 130) {
  const source = sourceOf('ods', BASE, options);
  const wire = ods({ origin: BASE, context: '', title: '测试' }, variant);
  return { source, platform: await startPlatform(source, { seed: 5, count }, { wire }) };
}

for (const [name, options, variant] of [
  ['ODS v2.1', { rows: 50 }, {}],
  ['ODS v1', { api: 'v1', rows: 50 }, {}],
  ['ODS v2.1 in windows', { rows: 25, cap: 40 }, { cap: 40 }],
] as const)
  adapterConformance({
    name,
    async start() {
      const { source, platform } = await start(options, variant);
      const expected = new Map(platform.things.map(({ id, title }) => [id, title]));
      return { source, routes: platform.routes, expected, declares: true, close: platform.close };
    },
  });

async function idsOf(pages: AsyncIterable<ListPage>) {
  const all: ListPage[] = [];
  for await (const page of pages) all.push(page);
  return { ids: all.flatMap((page) => page.rows.map(({ id }) => id)), last: all.at(-1)! };
}

describe('a portal of more datasets than can be paged', () => {
  it('gives those without a date as well', async () => {
    const { source, platform } = await start({ rows: 25, cap: 60 }, { cap: 60 });
    open.push(platform);
    for (const { id } of platform.things.slice(0, 20))
      platform.mutate.change(id, { modified: null, issued: null });
    const { ids, last } = await idsOf(adapter.list(contextOf(source, platform.routes), null));
    expect(ids.sort()).toEqual(platform.things.map(({ id }) => id).sort());
    expect(last.missing).toBeUndefined();
  });

  it('is told as short where its interface cannot be asked for those without a date', async () => {
    const { source, platform } = await start({ api: 'v1', rows: 25, cap: 60 }, { cap: 60 });
    open.push(platform);
    for (const { id } of platform.things.slice(0, 20))
      platform.mutate.change(id, { modified: null, issued: null });
    const { ids, last } = await idsOf(adapter.list(contextOf(source, platform.routes), null));
    expect(ids).toHaveLength(110);
    expect(last.missing).toMatch(/110 of 130/);
  });

  it('lists what changed since', async () => {
    for (const options of [{ rows: 25 }, { api: 'v1', rows: 25 }]) {
      const { source, platform } = await start(options);
      open.push(platform);
      const changed = platform.things.slice(20, 60).map(({ id }) => id);
      for (const id of changed) platform.mutate.change(id, { modified: '2031-05-01 12:00:00' });
      const context = contextOf(source, platform.routes);
      const { ids } = await idsOf(adapter.changes!.list(context, '2031-05-01T04:00:00.500Z', null));
      expect(ids.sort()).toEqual(changed.sort());
    }
  });
});

describe('a dataset', () => {
  const read = (record: Record<string, RawValue>, id: string) => {
    const part = {
      role: 'row',
      mediaType: 'application/json',
      url: BASE,
      text: JSON.stringify(record),
    } as const;
    return adapter.read(sourceOf('ods', BASE), { id, parts: [part] });
  };

  it('without rows has its files only; words alone are lists of one; the platform’s own files have addresses', () => {
    const stated = read(
      {
        datasetid: 'a b',
        has_records: false,
        metas: { title: '停车', keyword: '停车', theme: '交通', records_count: 0, custom: '自定' },
        attachments: [
          { id: 'doc_pdf', url: 'odsfile://doc.pdf', mimetype: 'application/pdf', title: '说明' },
          7,
        ],
        alternative_exports: [{ id: 'x', url: 'https://x.test/x.zip', mimetype: 'application/zip' }],
        fields: [{ name: 'n', label: '数', type: 'int', description: null }, null, 'odd'],
      },
      'a b',
    );
    expect(stated.fields).toMatchObject({ title: '停车', keywords: ['停车'], theme: ['交通'], rows: 0 });
    expect(stated.distributions).toEqual([
      {
        title: '说明',
        mediaType: 'application/pdf',
        downloadUrl: `${BASE}/api/explore/v2.1/catalog/datasets/a%20b/attachments/doc_pdf`,
      },
      { mediaType: 'application/zip', downloadUrl: 'https://x.test/x.zip' },
    ]);
    expect(stated.dataItems).toEqual([{ name: 'n', label: '数', type: 'int' }]);
    expect(stated.remarks?.map(({ field }) => field)).toEqual(['dataItems', 'distributions']);
    expect(stated.unmapped).toEqual({ custom: '自定' });
  });

  it('with rows is a table to download and an interface', () => {
    const stated = read(
      { dataset_id: 'a', has_records: true, metas: { default: { title: 't' }, own: { 编号: 'x' } } },
      'a',
    );
    expect(stated.distributions.map(({ format }) => format)).toEqual(['csv', 'json', 'xlsx', 'api']);
    expect(stated.unmapped).toEqual({ 编号: 'x' });
  });
});
