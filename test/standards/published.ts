/**
 * An installation with a known catalogue behind the real server: entries of three places, things that two of them offer,
 * registrations, texts that are out to break formats, entries that say next to nothing, and tombstones.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHuimu, type Huimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import type { ApiServer } from '../../api/routes/route.ts';
import { Source } from '../../config/registry/source.ts';
import { loadSettings, type Settings } from '../../config/settings/settings.ts';
import type { Resource } from '../../index/port.ts';
import type { StoredEntry } from '../../index/stored.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import { generatedEntry, seeded } from '../index/generator.ts';
import { EMBEDDED, type Engine } from './engines.ts';

export const PLACES = [
  { source: 'guilin', region: '450300', title: '桂林市公共数据开放平台' },
  { source: 'guangxi', region: '450000', title: '广西公共数据开放平台' },
  { source: 'guangzhou', region: '440100', title: '广州市公共数据开放平台' },
] as const;

export const HOSTILE =
  '坏\u0000人\u0008 <script>alert("1")</script> & ]]> \ud800 \uffff =1+1 \u202e反\u{1f600}';

const rows = PLACES.map(({ source, region, title }) =>
  Source.parse({
    id: source,
    title,
    kind: 'open-platform',
    mode: 'opening',
    region,
    agency: '数据局',
    home: `https://data.${source}.gov.cn`,
    evidence: [`https://data.${source}.gov.cn`],
    state: 'wire-unknown',
    note: '测试',
  }),
);

/** Entries of a place: as many generated ones, and some that are made for what may go wrong. */
function entriesOf(place: (typeof PLACES)[number], count: number): Entry[] {
  const random = seeded(Number(place.region));
  const page = (entry: Entry): Entry => ({
    ...entry,
    landingPage: `https://data.${place.source}.gov.cn/d/${entry.localId}`,
    spatial: { code: place.region },
    dcatThemes: ['GOVE'],
    themes: [{ code: 'transport', raw: '交通运输' }],
  });
  const generated = Array.from({ length: count }, (_, at) => page(generatedEntry(place, at, random)));
  const registration = {
    code: `45030020250000${place.region}`,
    typeCode: 'first' as const,
    validFrom: '2025-03-01',
    validUntil: '2028-02-29',
    registrant: { name: '数据集团' },
  };
  const { source } = place;
  return [
    ...generated,
    // What all three offer: one thing.
    page(
      entryOf(source, 'both', {
        title: '停车场信息',
        nativeId: 'native/parking',
        description: '全市停车场的位置、泊位数。',
        publisher: { name: '桂林市交通运输局', code: '11450300MB0001', region: '450300' },
        holder: { name: '桂林市大数据局' },
        operator: { name: '桂林数据集团' },
        license: { code: 'CC-BY-4.0', raw: 'https://creativecommons.org/licenses/by/4.0/' },
        accessRights: 'public',
        temporal: { start: '2020', end: '2024-06' },
        frequency: { code: 'MONTHLY', raw: '每月' },
        contact: { phone: '0773-2800000', email: 'data@guilin.gov.cn' },
        keywords: ['停车', '交通'],
        issued: '2023',
        modified: '2024-05',
        registration,
        distributions: [
          {
            title: '泊位',
            format: 'csv',
            downloadUrl: `https://data.${source}.gov.cn/f/1.csv`,
            byteSize: 1234,
            rows: 12,
          },
          { title: '接口', format: 'api', accessUrl: `https://data.${source}.gov.cn/api?a=1&b=中 文` },
        ],
      }),
    ),
    entryOf(source, `h:/?#[]@ ${source}`, {
      title: `${HOSTILE} ${source}`,
      description: HOSTILE,
      keywords: [HOSTILE],
      landingPage: 'javascript:alert(1)',
      publisher: { name: HOSTILE },
      distributions: [{ title: HOSTILE, accessUrl: 'not an address', format: 'csv' }],
      spatial: { code: place.region },
    }),
    entryOf(source, 'bare', {
      title: `只有名称 ${place.title}`,
      mode: 'sharing',
      spatial: { code: place.region },
    }),
    entryOf(source, 'gone', {
      title: `已撤下的公园名录 ${place.title}`,
      keywords: ['公园'],
      spatial: { code: place.region },
    }),
  ];
}

export const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 0, minute, 0, 250)).toISOString();

export interface Published {
  readonly huimu: Huimu;
  readonly server: ApiServer;
  /** http://127.0.0.1:port, kept over restarts. */
  base: string;
  /** Every living entry and every tombstone, in the order of changes. */
  all(): Promise<StoredEntry[]>;
  resources(): Promise<Resource[]>;
  /** Writes entries of one source as a batch of that minute. */
  put(minute: number, ...entries: Entry[]): Promise<void>;
  /** Ends the server and the catalogue, and starts both again on what was kept. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Publishing {
  engine?: Engine;
  /** Generated entries a place. */
  count?: number;
  settings?: Partial<Settings>;
  pages?: string;
}

export async function publish({
  engine = EMBEDDED,
  count = 20,
  settings: over = {},
  pages,
}: Publishing = {}): Promise<Published> {
  const data = await mkdtemp(join(tmpdir(), 'huimu-published-'));
  const empty = engine.empty();
  const settings: Settings = {
    ...loadSettings({ environment: {}, folder: data }),
    contact: 'admin@huimu.example',
    instance: 'huimu-test',
    logLevel: 'silent',
    ratePerAddress: 1_000_000,
    data,
    ...empty.settings,
    ...over,
  };
  let port = 0;
  const start = async () => {
    const huimu = await composeHuimu(settings, { rows });
    const server = await createServer({ ...apiContext(huimu), pages });
    await server.listen({ port, host: '127.0.0.1' });
    port = (server.server.address() as AddressInfo).port;
    return { huimu, server };
  };
  let open = await start();
  const put = async (minute: number, ...entries: Entry[]) => {
    const region = PLACES.find(({ source }) => source === entries[0]?.source)?.region ?? '100000';
    await open.huimu.catalogue.write(batchOf(entries, { region, at: at(minute) }));
    await open.huimu.catalogue.refresh();
  };
  for (const [index, place] of PLACES.entries()) await put(index, ...entriesOf(place, count));
  for (const [index, { source }] of PLACES.entries())
    await open.huimu.catalogue.remove(source, ['gone'], at(10 + index));
  await open.huimu.catalogue.refresh();
  return {
    get huimu() {
      return open.huimu;
    },
    get server() {
      return open.server;
    },
    base: `http://127.0.0.1:${port}`,
    put,
    all: () => open.huimu.catalogue.changes({ changedAt: new Date(0).toISOString(), id: '' }, 5_000, {}),
    async resources() {
      const { catalogue } = open.huimu;
      const { hits } = await catalogue.search(asked({ size: 5_000, sort: 'id' }));
      const found = await Promise.all(hits.map(({ resource }) => catalogue.resource(resource)));
      return found as Resource[];
    },
    async restart() {
      await open.server.close();
      await open.huimu.close();
      open = await start();
    },
    async close() {
      await open.server.close();
      await open.huimu.close();
      await empty.dispose();
      await rm(data, { recursive: true, force: true });
    },
  };
}
