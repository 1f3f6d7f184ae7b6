/** Holds what people miss against what the catalogue has, or has since: likely resources are kept on the demand. */
import { coded } from '../../config/errors/errors.ts';
import { region } from '../../config/regions.ts';
import { find } from '../finding/find.ts';
import type { Catalogue } from '../port.ts';
import type { Filters, Hit } from '../query.ts';
import { type Demand, demands, type Likely, saveDemand } from './demands.ts';
import type { Paper } from './papers.ts';

type Matched = Pick<Catalogue, 'search' | 'putPaper'>;

/** Characters of a need that are searched for, as many as a person may ask. */
const LONGEST = 200;
const MOST_LIKELY = 10;
const LOOKED_AT = 20;
const PAGE = 100;
/** A batch may bear an instant somewhat before it can be seen. */
const REACH_BACK = 10 * 60_000;

/** Where the need is of a place, only what is offered there. */
function placeFilter(code: string | null): Filters {
  const place = code === null ? undefined : region(code);
  if (place === undefined || place.level === 'country') return {};
  if (place.level === 'province') return { province: [place.code] };
  const city = place.level === 'city' ? place.code : place.city;
  if (city !== undefined) return { city: [city] };
  return place.province === undefined ? {} : { province: [place.province] };
}

interface Candidate {
  hit: Hit;
  /** Words of the need that it says nothing of. */
  lacking: string[];
}

/**
 * What answers the whole need; where nothing ever did, what answers all of it but one word of three and more. Only
 * resources of which an offer changed since then.
 */
async function candidates(
  catalogue: Matched,
  { need, region: place, likely, matchedUntil }: Demand,
): Promise<Candidate[]> {
  const found = await find(catalogue, {
    ...{ text: need.slice(0, LONGEST), filters: placeFilter(place), sort: 'relevance', size: LOOKED_AT },
    ...{ facets: [], facetSize: 1, highlight: false },
    ...(matchedUntil !== null && { changed: { from: matchedUntil } }),
  });
  const whole = found.hits.filter((hit) => hit.class !== 'some');
  if (whole.length > 0) return whole.map((hit) => ({ hit, lacking: [] }));
  if (likely.some(({ lacking }) => lacking.length === 0)) return [];
  return found.nearest
    .filter(({ text, without, place: ofPlace }) => !ofPlace && without.length === 1 && text.includes(' '))
    .flatMap(({ hits, without }) => hits.map((hit) => ({ hit, lacking: without })));
}

/** Looks at what came or changed since the demand was last matched. Throws `catalogue.conflict`. */
export async function matchDemand(
  catalogue: Matched,
  paper: Paper<Demand>,
  now: number,
): Promise<Paper<Demand>> {
  const { content } = paper;
  const known = new Set(content.likely.map(({ resource }) => resource));
  const at = new Date(now).toISOString();
  const fresh = new Map<string, Likely>();
  for (const { hit, lacking } of await candidates(catalogue, content)) {
    const { resource, lead } = hit;
    if (known.has(resource) || fresh.has(resource)) continue;
    const { title, source } = lead.entry;
    fresh.set(resource, { resource, title, source, since: at, lacking });
  }
  // The newest are told first; what was likely longest makes room.
  const likely = [...fresh.values(), ...content.likely].slice(0, MOST_LIKELY);
  return saveDemand(catalogue, paper, {
    ...content,
    likely,
    matchedUntil: new Date(now - REACH_BACK).toISOString(),
  });
}

/** All open demands, each against what changed since; returns how many were looked at. Stopped by `signal`. */
export async function matchDemands(catalogue: Catalogue, now: number, signal?: AbortSignal): Promise<number> {
  let looked = 0;
  let cursor: string | undefined;
  do {
    const page = await demands(catalogue, { state: 'open' }, PAGE, cursor);
    for (const paper of page.items) {
      signal?.throwIfAborted();
      const since = paper.content.matchedUntil;
      const wanted = { state: 'living' } as const;
      if (since !== null && (await catalogue.countChanges({ changedAt: since, id: '' }, wanted)) === 0)
        continue;
      try {
        await matchDemand(catalogue, paper, now);
        looked += 1;
      } catch (error) {
        // Answered meanwhile, or matched by another process.
        if (coded(error).code !== 'catalogue.conflict') throw error;
      }
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return looked;
}
