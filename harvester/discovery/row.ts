/** The row that a discovered platform becomes in `config/sources`. Pure. */
import { yaml } from '../../config/text/yaml.ts';
import type { Attempt, Discovery } from './discover.ts';

/** Labels of a host that say nothing of whose it is. */
const COMMON = /^(?:www|data|opendata|open|sjkf|gov|com|net|org|cn|edu|portal|api)$/;

export interface Named {
  id: string;
  region: string;
  title: string;
}

/** An id out of the host's own words: https://data.liuzhou.gov.cn → liuzhou; with what ids of the province begin with. */
export function idOf(address: string, prefix: string | undefined): string {
  const { hostname } = new URL(address);
  const words = hostname.split('.').filter((label) => !COMMON.test(label) && /^[a-z0-9-]+$/.test(label));
  const own = words[0]?.replaceAll(/-+/g, '-') ?? hostname.replaceAll(/[^a-z0-9]+/g, '-');
  return prefix === undefined || own.startsWith(prefix) ? own : `${prefix}-${own}`;
}

/** The row as an item of a file of sources has it. */
export function proposedRow(found: Discovery, chosen: Attempt, named: Named, month: string) {
  const { family, base, variant, report } = chosen;
  const evidence = chosen.evidence.length === 0 ? '' : `（${chosen.evidence.join('，')}）`;
  const declared = report.declared === undefined ? '' : `，声明 ${report.declared} 条`;
  return {
    id: named.id,
    title: named.title,
    kind: 'open-platform' as const,
    mode: 'opening' as const,
    region: named.region,
    home: found.address,
    evidence: [`${month} 探测：按 ${family} 答复${declared}${evidence}`],
    harvest: {
      family,
      base,
      ...(variant === undefined ? {} : { options: { variant } }),
      ...(Object.keys(found.tls).length === 0 ? {} : { tls: found.tls }),
    },
  };
}

/** As YAML, an item of a list; of a known product ten lines and less below `harvest`. */
export const rowOf = (...of: Parameters<typeof proposedRow>): string => yamlOf(proposedRow(...of));

export const yamlOf = (row: ReturnType<typeof proposedRow>): string =>
  yaml().stringify([row], { lineWidth: 0, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' });
