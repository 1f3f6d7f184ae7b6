/** Entries for tests, said by what matters in them. */

import type { DayNote } from '../../index/history/day.ts';
import type { Act, HeldDeletions, Run } from '../../index/operations.ts';
import type { Paper } from '../../index/people/papers.ts';
import { type LinkCheck, linkCheckId } from '../../index/quality/link-checks.ts';
import type { SearchQuery } from '../../index/query.ts';
import type { Upload } from '../../index/uploads.ts';
import { type Finding, WATCH_LISTS } from '../../index/watch/finding.ts';
import type { Watched } from '../../index/watch/keeping.ts';
import { Entry, entryId } from '../../normalizer/entry.ts';
import { AT, EMPTY_LEDGER } from './batches.ts';

export function entryOf(source: string, localId: string, over: Partial<Entry> = {}): Entry {
  return Entry.parse({
    id: entryId(source, localId),
    source,
    localId,
    family: 'test',
    title: `条目${localId}`,
    kind: 'dataset',
    mode: 'opening',
    spatial: { code: '450300' },
    raw: {},
    ...over,
  });
}

export const asked = (over: Partial<SearchQuery> = {}): SearchQuery => ({
  text: '',
  filters: {},
  sort: 'relevance',
  size: 10,
  facets: [],
  facetSize: 10,
  highlight: false,
  ...over,
});

export const runOf = (id: string, over: Partial<Run> = {}): Run => ({
  id,
  source: 'a',
  slot: `a:${id}`,
  trigger: 'person',
  full: false,
  dryRun: false,
  status: 'running',
  startedAt: AT,
  heartbeatAt: AT,
  endedAt: null,
  resumed: 0,
  requests: { list: 0, detail: 0, other: 0 },
  ledger: EMPTY_LEDGER,
  problems: [],
  checkpoint: null,
  ...over,
});

export const heldOf = (id: string, over: Partial<HeldDeletions> = {}): HeldDeletions => ({
  id,
  source: 'a',
  run: 'r1',
  heldAt: AT,
  reason: { code: 'listing.short', detail: '3 of 10' },
  count: 2,
  sample: [{ id: 'a:1', title: '甲' }],
  state: 'held',
  decidedAt: null,
  decidedBy: null,
  ...over,
});

export const actOf = (id: string, over: Partial<Act> = {}): Act => ({
  id,
  at: AT,
  by: 'key:admin',
  act: 'start',
  source: 'a',
  run: null,
  held: null,
  refused: null,
  times: 1,
  ...over,
});

export const dayNote = (source: string, day: string, by: string, over: Partial<DayNote> = {}): DayNote => ({
  source,
  region: source === 'b' ? '330100' : '450300',
  day,
  at: `${day}T04:00:00.000Z`,
  entries: 10,
  resources: 9,
  late: 0,
  quality: 61.25,
  modes: { opening: 10 },
  openness: { unstated: 10 },
  looked: { at: `${day}T04:00:00.000Z`, falling: [['2026-03-30', 1, 25.5]] },
  part: { by, added: 1, updated: 2, restated: 0, removed: 3 },
  ...over,
});

export const uploadOf = (id: string, change: Partial<Upload> = {}): Upload => ({
  id,
  source: 's',
  at: '2026-01-01T00:00:00.000Z',
  by: 'key:admin',
  name: '目录.xlsx',
  mediaType: 'text/csv',
  bytes: 17,
  sha256: 'ab',
  redacted: false,
  ...change,
});

export const findingOf = (key: string, over: Partial<Finding> = {}): Finding => ({
  list: 'sensitive',
  key,
  region: '450300',
  sources: ['a'],
  entries: [key],
  title: `发现${key}`,
  certainty: 'likely',
  weight: 1,
  reasons: [{ code: 'identity-number', words: ['身份证号'] }],
  since: AT,
  ...over,
});

/** A computation that found these. */
export const watchedOf = (findings: Finding[], over: Partial<Watched> = {}): Watched => ({
  generation: 'g1',
  at: AT,
  entries: 1,
  lists: WATCH_LISTS.map((list) => {
    const kept = findings.filter((each) => each.list === list).length;
    const certainties = { certain: 0, likely: kept, possible: 0 };
    return { list, found: kept, kept, certainties, regions: [], sources: [] };
  }),
  ...over,
});

export const linkCheckOf = (entry: string, url: string, change: Partial<LinkCheck> = {}): LinkCheck => ({
  id: linkCheckId(entry, url),
  entry,
  source: entry.slice(0, entry.indexOf(':')),
  url,
  role: 'download',
  state: 'works',
  status: 200,
  detail: 'HEAD 200',
  at: AT,
  since: AT,
  ...change,
});

export const paperOf = (id: string, over: Partial<Paper> = {}): Paper => ({
  kind: 'demand',
  id,
  order: AT,
  tags: [],
  expiresAt: null,
  version: 0,
  content: null,
  ...over,
});
