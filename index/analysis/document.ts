/** The searchable text of a resource: what of an entry is looked at, and under which of four fields. */
import { regionWords } from '../../config/regions.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { fold } from './fold.ts';
import { runs, tokens } from './tokens.ts';

/** Space separated tokens by field. */
export interface Searchable {
  title: string[];
  /** Description, keywords, themes, data items, scenario, zone. */
  text: string[];
  /** Publisher, holder, implementing agency, operators, registrant. */
  office: string[];
  /** Names of the places that its sources serve and that the data is of. */
  region: string[];
}

/** What of a description and of the data items is searched; the rest adds noise and size. */
const MAX_DESCRIPTION = 8_000;
const MAX_ITEMS = 100;

/** The place that an entry stands in: its source's, and its own where it is finer. */
export interface Placed {
  entry: Entry;
  /** GB/T 2260 code of the place that its source serves. */
  region: string;
}

const placeTokens = new Map<string, string[]>();
function tokensOfPlace(code: string): string[] {
  let known = placeTokens.get(code);
  if (known === undefined) {
    known = regionWords(code).flatMap((name) => tokens(name));
    placeTokens.set(code, known);
  }
  return known;
}

/** What an entry adds to the text of the resource that it is an offer of: each once, in the order of their letters. */
export interface Added {
  /** Names of publisher, holder, implementing agency, operators and registrant. */
  offices: string[];
  /** GB/T 2260 codes. */
  places: string[];
}

export function addedBy({ entry, region }: Placed): Added {
  const agents = [
    entry.publisher,
    entry.holder,
    entry.implementingAgency,
    ...(entry.operators ?? [entry.operator]),
    entry.registration?.registrant,
  ];
  return {
    offices: ordered(agents.flatMap((agent) => agent?.name ?? [])),
    places: ordered([region, entry.spatial.code]),
  };
}

export const addedTogether = (all: Added[]): Added => ({
  offices: ordered(all.flatMap(({ offices }) => offices)),
  places: ordered(all.flatMap(({ places }) => places)),
});

const ordered = (names: string[]): string[] => [...new Set(names)].sort();

/** The lead's own text; the offers add their offices and places. */
export const searchable = (lead: Placed, offers: Placed[]): Searchable =>
  searchableWith(lead, addedTogether([lead, ...offers].map(addedBy)));

/** `added`: by all offers, the lead among them. */
export function searchableWith({ entry }: Placed, { offices, places }: Added): Searchable {
  const items = entry.dataItems.slice(0, MAX_ITEMS).flatMap(({ name, label }) => [name, label ?? '']);
  const text = [
    entry.description?.slice(0, MAX_DESCRIPTION) ?? '',
    ...entry.keywords,
    ...entry.themes.map(({ raw }) => raw),
    entry.industry?.raw ?? '',
    entry.scenario?.slice(0, MAX_DESCRIPTION) ?? '',
    entry.operation?.zone ?? '',
    ...items,
  ];
  return {
    title: tokens(entry.title),
    text: tokens(text.join('\n')),
    office: tokens(offices.join('\n')),
    region: [...new Set(places.flatMap(tokensOfPlace))],
  };
}

/** A title with nothing but its words, as `understand` makes of a typed text. */
export const compactTitle = (title: string): string =>
  runs(fold(title))
    .map((run) => run.text)
    .join('');
