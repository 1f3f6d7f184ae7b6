/** OGC API – Records against a server written from the standard. */
import { afterEach, describe, expect, it } from 'vitest';
import { ogcRecordsAdapter } from '../../../adapters/ogc-records/adapter.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { bareThing } from '../../sources/thing.ts';
import { ogcRecords, type RecordsVariant } from '../../sources/wires/standards/ogc-records.ts';
import { SITE, type Standing, standing } from '../walked.ts';

const open: Standing[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ platform }) => platform.close()));
});

for (const [name, variant, options] of [
  ['as declared', {}, { rows: 50 }],
  ['in pages of the server’s own size', { limit: 30, undeclared: true }, { collections: ['main'] }],
] as [string, RecordsVariant, Record<string, unknown>][])
  adapterConformance({
    name: `OGC API – Records, ${name}`,
    async start() {
      const { platform, source } = await standing(
        ogcRecordsAdapter,
        ogcRecords(SITE, variant),
        { seed: 7, count: 130 },
        options,
      );
      return {
        source,
        routes: platform.routes,
        expected: new Map(platform.things.map(({ id, title }) => [id, title])),
        declares: variant.undeclared !== true,
        close: platform.close,
      };
    },
  });

async function server(variant: RecordsVariant, options: Record<string, unknown> = {}): Promise<Standing> {
  const things = Array.from({ length: 45 }, (_, index) => ({
    ...bareThing(`r${index}`, `目录 ${index}`),
    modified: `2025-01-${String(1 + (index % 20)).padStart(2, '0')}`,
  }));
  const made = await standing(ogcRecordsAdapter, ogcRecords(SITE, variant), things, { rows: 10, ...options });
  open.push(made);
  return made;
}

describe('OGC API – Records', () => {
  it('goes over every collection of records, and says which one was short', async () => {
    const halves = {
      odd: (t: { id: string }) => Number(t.id.slice(1)) % 2 === 1,
      even: (t: { id: string }) => Number(t.id.slice(1)) % 2 === 0,
    };
    const made = await server({ collections: halves });
    const { ids, pages } = await made.walk();
    expect(new Set(ids).size).toBe(45);
    expect(pages.every(({ declared, missing }) => declared === undefined && missing === undefined)).toBe(
      true,
    );
    made.platform.misbehave({ what: 'short' });
    expect((await made.walk()).pages.flatMap(({ missing }) => missing ?? [])).toEqual([
      'collection odd: 11 of 22 records',
      'collection even: 12 of 23 records',
    ]);
  });

  it('does not follow a link to another host, unless only its path is to be taken', async () => {
    await expect((await server({ linksTo: 'http://10.0.0.1' })).walk()).rejects.toMatchObject({
      code: 'source.moved',
    });
    expect((await (await server({ linksTo: 'http://10.0.0.1' }, { rebase: true })).walk()).ids).toHaveLength(
      45,
    );
  });

  it('asks for changes only where its row says how', async () => {
    const plain = await server({});
    expect(ogcRecordsAdapter.changes!.offered(plain.source)).toBe(false);
    const made = await server({ updated: 'updated' }, { changes: { parameter: 'updated' } });
    expect(ogcRecordsAdapter.changes!.offered(made.source)).toBe(true);
    const { ids, pages } = await made.walk({ since: '2025-01-18T00:00:00Z' });
    const due = made.platform.things.filter(({ modified }) => modified! >= '2025-01-18');
    expect(ids.sort()).toEqual(due.map(({ id }) => id).sort());
    expect(pages[0]!.clock).toBe('2026-06-01T08:00:00Z');
  });

  it('says that a server of features alone holds no records', async () => {
    await expect((await server({ collections: {} })).walk()).rejects.toMatchObject({
      code: 'source.shape-changed',
      detail: expect.stringContaining('itemType record') as string,
    });
  });

  it('reads a record without geometry and without time, and loses one without id by name', async () => {
    const made = await server({});
    made.platform.misbehave({ what: 'no-id' });
    const { refused, ids } = await made.walk();
    expect([ids.length, refused]).toEqual([44, [['record.no-id', undefined]]]);
  });
});
