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

/** The lead's own text; the offers add their offices and places. */
export function searchable(lead: Placed, offers: Placed[]): Searchable {
  const { entry } = lead;
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
  const all = [lead, ...offers];
  const offices = new Set(
    all.flatMap(({ entry: each }) =>
      [
        each.publisher,
        each.holder,
        each.implementingAgency,
        ...(each.operators ?? [each.operator]),
        each.registration?.registrant,
      ].flatMap((agent) => agent?.name ?? []),
    ),
  );
  const places = new Set(all.flatMap((each) => [each.region, each.entry.spatial.code]));
  return {
    title: tokens(entry.title),
    text: tokens(text.join('\n')),
    office: tokens([...offices].join('\n')),
    region: [...new Set([...places].flatMap(tokensOfPlace))],
  };
}

/** A title with nothing but its words, as `understand` makes of a typed text. */
export const compactTitle = (title: string): string =>
  runs(fold(title))
    .map((run) => run.text)
    .join('');
