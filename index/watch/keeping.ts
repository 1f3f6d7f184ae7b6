/** How a catalogue keeps the watch lists: each computation whole, seen at once when it is published, and what was decided of it. */
import { z } from 'zod';
import type { Finding, Verdict, WatchDecision, WatchList } from './finding.ts';
import { CERTAINTIES, WATCH_LISTS } from './finding.ts';
import type { Count } from './tally.ts';

const Counts = z.array(z.strictObject({ code: z.string(), count: z.int().nonnegative() }));

/** A computation as it is told of: the instant that it holds for, and how much of what it found. */
export const Watched = z.strictObject({
  /** Names the computation; of two the later is the greater. */
  generation: z.string().min(1),
  at: z.iso.datetime(),
  /** Living entries that were looked at. */
  entries: z.int().nonnegative(),
  lists: z.array(
    z.strictObject({
      list: z.enum(WATCH_LISTS),
      found: z.int().nonnegative(),
      kept: z.int().nonnegative(),
      certainties: z.record(z.enum(CERTAINTIES), z.int().nonnegative()),
      regions: Counts,
      sources: Counts,
    }),
  ),
});
export type Watched = z.infer<typeof Watched>;

export interface FindingFilter {
  list: WatchList;
  /** GB/T 2260 code; what lies in the place is meant as well. */
  region?: string;
  source?: string;
  verdict?: Verdict;
}

export interface KeptFinding extends Finding {
  /** Undefined where nobody said anything of it. */
  decision?: WatchDecision;
}

export interface FindingPage {
  /** The surest first, of those the heaviest. */
  items: KeptFinding[];
  cursor: string | null;
  /** Of what the filter admits: how many, and where. Regions and sources most first, then by code. */
  total: number;
  regions: Count[];
  sources: Count[];
}

/** A finding in an archive: of the computation that is published. */
export interface ArchivedFinding {
  generation: string;
  finding: Finding;
}

/** Part of the catalogue port. */
export interface Watching {
  /** Adds to a computation that is not published yet; the same finding again leaves the same. */
  addFindings(generation: string, findings: Finding[]): Promise<void>;
  /**
   * From now on this is what is answered from; earlier computations are forgotten. Throws `catalogue.conflict`, and all
   * stays as it was, where its findings are not all there: a later computation has taken its place.
   */
  publishWatch(watched: Watched): Promise<void>;
  /** The published computation; undefined before the first. */
  watched(): Promise<Watched | undefined>;
  findings(filter: FindingFilter, limit: number, cursor?: string): Promise<FindingPage>;
  /** Keeps it over what was decided before, for later computations too. Throws `request.not-found` where there is no such finding. */
  decideFinding(decision: WatchDecision): Promise<void>;
}

export const keptOf = ({ lists }: Watched): number => lists.reduce((sum, { kept }) => sum + kept, 0);

export const questionOfFindings = ({ list, region, source, verdict }: FindingFilter): string =>
  `findings ${JSON.stringify([list, region, source, verdict])}`;

export const noFinding = ({ list, key }: Pick<Finding, 'list' | 'key'>): string =>
  `${list}: no finding ${key}`;
