/** One source for each wire that can be played: the families' own, and the single systems. */
import { type HarvestableSource, Source } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { played } from '../sources/platform.ts';
import { dcat } from '../sources/wires/dcat.ts';
import type { Subject } from './trial.ts';

const BASE = 'https://data.standard.gov.cn';

const standard = (family: string, options: Record<string, unknown>): HarvestableSource =>
  Source.parse({
    id: `standard-${family}`,
    title: `标准接口 ${family}`,
    kind: 'open-platform',
    mode: 'opening',
    region: '330100',
    home: BASE,
    harvest: { family, base: BASE, options },
  }) as HarvestableSource;

const STANDARDS: Subject[] = [
  { name: 'ckan', source: standard('ckan', { rows: 20 }), things: 50 },
  { name: 'ckan, details', source: standard('ckan', { rows: 20, detail: true }), things: 50 },
  {
    name: 'dcat',
    source: standard('dcat', { path: '/catalog.ttl' }),
    things: 50,
    platform: { wire: dcat({ origin: BASE, context: '', title: '测试' }, { size: 20 }) },
  },
];

function canBePlayed(source: HarvestableSource): boolean {
  try {
    return played(source) !== undefined;
  } catch {
    return false;
  }
}

/** The first source of each family; each single system is a wire of its own. */
export function subjects(): Subject[] {
  const found = new Map<string, Subject>();
  for (const source of loadSources()) {
    if (source.harvest === undefined) continue;
    const harvestable = source as HarvestableSource;
    const { family } = harvestable.harvest;
    const name = family === 'declared' ? source.id : family;
    if (!found.has(name) && canBePlayed(harvestable))
      found.set(name, { name, source: harvestable, things: 130 });
  }
  return [...STANDARDS, ...found.values()];
}
