/** Every declared wire against a server that was written from the same sheet by another hand. */
import { describe, expect, it } from 'vitest';
import { adapterFor } from '../../../adapters/registry.ts';
import { resolveWire } from '../../../config/families.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { createClients } from '../../../harvester/client/client.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { startPlatform } from '../../sources/platform.ts';
import { PLATFORMS } from '../../sources/platforms.ts';

const harvestable = loadSources().filter(
  (source): source is HarvestableSource => source.harvest !== undefined,
);
const sourceOf = (id: string): HarvestableSource => harvestable.find((source) => source.id === id)!;

/** One of each wire: the families' variants, and the single systems. */
const WIRES = [
  'guangxi-nanning',
  'shandong-jinan',
  'sichuan-chengdu',
  'jiangsu-suqian',
  'hubei-jingzhou',
  'guizhou',
  'guizhou-guiyang',
  'ningxia-yinchuan',
  'xinjiang-wulumuqi',
  'jiangsu-wuxi',
  'shanxi-datong',
  'jiangsu-xuzhou',
  'sichuan-deyang',
  'sichuan-suining',
  'sichuan-ganzi',
  'zhejiang',
  'zhejiang-wenzhou',
  'zhejiang-quzhou',
  'zhejiang-lishui',
  'zhejiang-shaoxing',
  'zhejiang-taizhou',
  'hubei-yichang',
  'guangdong',
  'guangdong-shenzhen',
  'fujian-fuzhou',
  'hubei-suizhou',
  'sichuan-luzhou',
  'sichuan-meishan',
  'anhui-bengbu',
  'anhui-huangshan',
  'beijing',
  'tianjin',
  'hainan',
  'hubei-ezhou',
  'hunan-yueyang',
  'shanghai',
  'jiangsu-suzhou',
  'jiangsu',
  'anhui-wuhu',
  'shanxi-jincheng',
  'jiangsu-nantong',
  'shaanxi',
  'jiangsu-lianyungang',
  'fujian',
  'jiangsu-zhenjiang',
  'jiangsu-huaian',
  'jiangsu-yancheng',
  'anhui-huainan',
  'anhui-chuzhou',
  'anhui-hefei',
  'sichuan-zigong',
  'sichuan-mianyang',
  'sichuan-leshan',
  'sichuan-nanchong',
  'sichuan-aba',
  'hubei-huangshi',
  'hunan-changde',
  'shanxi-yuncheng',
  'anhui-chizhou',
  'guangdong-zhongshan',
  'jiangxi',
  'hebei',
  'neimenggu',
  'neimenggu-xinganmeng',
  'zhejiang-hangzhou',
  'zhejiang-ningbo',
  'zhejiang-zhoushan',
  'anhui',
  'anhui-huaibei',
  'fujian-xiamen',
  'hubei-wuhan',
  'guangdong-guangzhou',
  'sichuan-guangyuan',
  'sichuan-neijiang',
  'sichuan-bazhong',
  'chongqing',
];
/** States no formats at all. */
const FORMATLESS = new Set([
  'zhejiang-shaoxing',
  'zhejiang-taizhou',
  'hubei-yichang',
  'jiangsu-xuzhou',
  'fujian',
  'jiangsu-huaian',
  'sichuan-mianyang',
  'neimenggu',
  'neimenggu-xinganmeng',
  'zhejiang-hangzhou',
]);
/** States no office. */
const OFFICELESS = new Set(['zhejiang-ningbo']);
/** States neither rows nor pages. */
const UNDECLARED = new Set([
  'anhui-huangshan',
  'tianjin',
  'hubei-ezhou',
  'hunan-yueyang',
  'shaanxi',
  'hubei-huangshi',
  'shanxi-yuncheng',
]);
/** Things that make a page and a half. */
const COUNTS: Record<string, number> = { 'jiangsu-xuzhou': 70, 'zhejiang-zhoushan': 70, chongqing: 130 };

for (const id of WIRES)
  adapterConformance({
    name: id,
    async start() {
      const source = sourceOf(id);
      const server = await startPlatform(source, { seed: 7, count: COUNTS[id] ?? 31 });
      return {
        source,
        routes: server.routes,
        expected: new Map(server.things.map((thing) => [thing.id, thing.title])),
        declares: !UNDECLARED.has(id),
        close: server.close,
      };
    },
  });

describe('the platforms of declared wires', () => {
  it('are each played by a server of their own', () => {
    const declared = harvestable.filter(({ harvest }) => resolveWire(harvest) !== undefined);
    expect(declared.length).toBeGreaterThan(0);
    expect(declared.map(({ id }) => id).sort()).toEqual(PLATFORMS.map(({ id }) => id).sort());
  });

  it.each(harvestable.map((source) => [source.id, source] as const))(
    '%s speaks as its row says',
    async (_id, source) => {
      const server = await startPlatform(source, { seed: 3, count: 13 });
      const clients = createClients({ contact: 'https://huimu.example/contact', routes: server.routes });
      const requests = { list: 0, detail: 0, other: 0 };
      const { signal } = new AbortController();
      const unpaced = {
        ...source,
        harvest: { ...source.harvest, pace: { perSecond: null, concurrency: 4 } },
      };
      try {
        const http = clients.forRun({ source: unpaced, signal, requests });
        const adapter = await adapterFor(unpaced);
        const report = await adapter.probe({ source: unpaced, http, signal });
        expect(report.problems).toEqual([]);
        const titles = new Map(server.things.map((thing) => [thing.id, thing]));
        for (const { id, fields, distributions } of report.statements) {
          const thing = titles.get(id)!;
          expect(fields.title).toBe(thing.title);
          expect(fields.publisher).toBe(OFFICELESS.has(source.id) ? undefined : thing.publisher);
          if (
            !FORMATLESS.has(source.id) &&
            thing.formats.some((format) => format !== 'file' && format !== 'api') &&
            fields.formats === undefined
          )
            expect(distributions.length).toBeGreaterThan(0);
        }
        expect(report.statements.length).toBeGreaterThan(0);
      } finally {
        clients.close();
        await server.close();
      }
    },
  );
});
