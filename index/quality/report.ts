/** What would raise a source's score most: each criterion that its records lack, with how much mending it would bring. */
import { CRITERIA, type Criterion, DIMENSIONS, WEIGHTS } from '../../config/quality/quality.ts';
import { fails, LINK_STATES, type LinkState, linksOf } from '../../normalizer/quality/links.ts';
import type { Catalogue } from '../port.ts';
import type { StoredEntry } from '../stored.ts';
import { type QualityRow, worthOf } from './figures.ts';
import type { LinkCheck } from './link-checks.ts';

export interface Gain {
  criterion: Criterion;
  /** Records that lack it; of a sample where `sample` says of how many. */
  lacking: number;
  sample?: number;
  /** Points of 100 that the source's score would have more, were all of them mended. */
  gain: number;
  examples: StoredEntry[];
}

export interface LinkFigures {
  /** Addresses asked, by what they showed. */
  states: Record<LinkState, number>;
  addresses: number;
  entries: number;
  /** Entries with an address that fails. */
  failing: number;
  /** When one of them was asked last; null where none was. */
  at: string | null;
}

export interface QualityReport {
  figures: QualityRow;
  /** What brings most first. */
  gains: Gain[];
  links: LinkFigures;
}

const EXAMPLES = 3;
const ALL_WEIGHTS = DIMENSIONS.reduce((sum, dimension) => sum + WEIGHTS[dimension], 0);

/** Points of 100 that a criterion is worth in the total. */
const worthInTotal = ({ code, dimension }: Criterion): number =>
  (100 * worthOf(code) * WEIGHTS[dimension]) / ALL_WEIGHTS;

export async function reportOf(
  catalogue: Pick<Catalogue, 'quality' | 'lacking' | 'allLinkChecks' | 'get'>,
  source: string,
  at: string,
): Promise<QualityReport> {
  const [{ total }, { figures: links, failing }] = await Promise.all([
    catalogue.quality({ by: [], filters: { source: [source] }, at }),
    linkFigures(catalogue, source),
  ]);
  const gainOf = async (criterion: Criterion): Promise<Gain | undefined> => {
    const worth = worthInTotal(criterion);
    if (criterion.needs === 'check') {
      if (failing.length === 0) return undefined;
      const gain = (links.failing / links.entries) * worth;
      const examples = failing.slice(0, EXAMPLES);
      return { criterion, lacking: links.failing, sample: links.entries, gain, examples };
    }
    const lacking = total.lacks[criterion.code] ?? 0;
    if (lacking === 0) return undefined;
    const query = { source, criterion: criterion.code, at, after: null, limit: EXAMPLES };
    const examples = await catalogue.lacking(query);
    return { criterion, lacking, gain: (lacking / total.entries) * worth, examples };
  };
  // All examples are asked for at once: a cluster is a way off.
  const gains = (await Promise.all(CRITERIA.map(gainOf))).filter((gain) => gain !== undefined);
  gains.sort((a, b) => b.gain - a.gain || CRITERIA.indexOf(a.criterion) - CRITERIA.indexOf(b.criterion));
  return { figures: total, gains, links };
}

/** Of living entries and the addresses that they still have. */
async function linkFigures(
  catalogue: Pick<Catalogue, 'allLinkChecks' | 'get'>,
  source: string,
): Promise<{ figures: LinkFigures; failing: StoredEntry[] }> {
  const states = Object.fromEntries(LINK_STATES.map((state) => [state, 0])) as Record<LinkState, number>;
  const figures: LinkFigures = { states, addresses: 0, entries: 0, failing: 0, at: null };
  const failing: StoredEntry[] = [];
  for await (const { stored, checks } of checkedEntries(catalogue, source)) {
    const told = checks.filter(({ state }) => state === 'works' || fails(state));
    if (told.length > 0) figures.entries += 1;
    if (told.some(({ state }) => fails(state))) failing.push(stored);
    for (const { state, at } of checks) {
      states[state] += 1;
      figures.addresses += 1;
      if (figures.at === null || at > figures.at) figures.at = at;
    }
  }
  figures.failing = failing.length;
  return { figures, failing };
}

/** Living entries of which addresses were asked that they still have, in the order of their ids. */
export async function* checkedEntries(
  catalogue: Pick<Catalogue, 'allLinkChecks' | 'get'>,
  source: string,
): AsyncIterable<{ stored: StoredEntry; checks: LinkCheck[] }> {
  const byEntry = new Map<string, LinkCheck[]>();
  for await (const page of catalogue.allLinkChecks(source)) {
    for (const check of page) byEntry.set(check.entry, [...(byEntry.get(check.entry) ?? []), check]);
  }
  for (const [entry, kept] of byEntry) {
    const stored = await catalogue.get(entry);
    if (stored === undefined || stored.removedAt !== null) continue;
    const own = new Set(linksOf(stored.entry).map(({ url }) => url));
    const checks = kept.filter(({ url }) => own.has(url));
    if (checks.length > 0) yield { stored, checks };
  }
}

/** Entries of a source with an address that fails, behind a local id, in the order of their ids. */
export async function failingEntries(
  catalogue: Pick<Catalogue, 'allLinkChecks' | 'get'>,
  source: string,
  after: string | null,
  limit: number,
): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for await (const { stored, checks } of checkedEntries(catalogue, source)) {
    if (after !== null && stored.entry.localId <= after) continue;
    if (checks.some(({ state }) => fails(state))) found.push(stored);
  }
  return found.sort((a, b) => (a.entry.localId < b.entry.localId ? -1 : 1)).slice(0, limit);
}
