/** The one table of what can be told: its name, and who may be told it. */
export type Hearer = 'anyone' | 'source-admin' | 'analyst' | 'admin';

interface Kind {
  zh: string;
  en: string;
  /** The least that somebody must be; a `source-admin` hears of its own sources alone. */
  for: Hearer;
}

const kind = (zh: string, en: string, hearer: Hearer): Kind => ({ zh, en, for: hearer });

/** In the order in which a message tells them, what is to be done first. */
export const KINDS = {
  'deletions-held': kind('下架或激增待确认', 'Removals or growth held', 'source-admin'),
  'source-blocked': kind('来源拒绝访问', 'Source blocked', 'source-admin'),
  'format-changed': kind('来源格式已变', 'Format changed', 'source-admin'),
  'source-moved': kind('来源已迁移', 'Source moved', 'source-admin'),
  'source-empty': kind('来源目录为空', 'Source empty', 'source-admin'),
  'run-failed': kind('采集失败', 'Run failed', 'source-admin'),
  'listing-doubtful': kind('列表存疑', 'Listing doubtful', 'source-admin'),
  'source-late': kind('采集逾期', 'Source late', 'source-admin'),
  'values-unknown': kind('未能理解的值偏多', 'Many values not understood', 'source-admin'),
  'reader-report': kind('读者报错', 'Reader’s report', 'source-admin'),
  'demand-matched': kind('需求有了可能的数据', 'Demand matched', 'anyone'),
  'new-entries': kind('搜索有新资源', 'New for a search', 'anyone'),
  'digest-administrator': kind('管理员周报', 'Weekly digest for administrators', 'source-admin'),
  'digest-national': kind('全国周报', 'Weekly digest for national staff', 'analyst'),
} as const satisfies Record<string, Kind>;

export type Occasion = keyof typeof KINDS;
export const OCCASIONS = Object.keys(KINDS) as [Occasion, ...Occasion[]];

/** Written by the week, whatever their subscription says of grouping. */
export const DIGESTS: ReadonlySet<Occasion> = new Set<Occasion>(['digest-administrator', 'digest-national']);
