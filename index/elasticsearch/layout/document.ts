/** The documents of entries: what is kept of one, and what search reads of it. */
import type { Entry } from '../../../normalizer/entry.ts';
import type { IdentityMember } from '../../../normalizer/identity.ts';
import { type Marks, marksOf } from '../../../normalizer/quality/marks.ts';
import { compactTitle, type Placed, searchable } from '../../analysis/document.ts';
import { rowsOf } from '../../figures/rows.ts';
import { facetValues } from '../../finding/facets.ts';
import { share, textWeight, titleWeight } from '../../finding/relevance.ts';
import { instant, tieOf, titleKey } from '../../order.ts';
import { FACETS, type Facet, type Hit } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import { qualityFields } from './quality-fields.ts';

/** What an entry is apart from the resource that it belongs to. */
export interface EntryFacts {
  id: string;
  source: string;
  /** GB/T 2260 code of the place that its source serves. */
  region: string;
  /** The entry as JSON text: what it holds comes back to the letter, whatever Elasticsearch makes of it. */
  doc: string;
  /** Of `doc`. */
  hash: string;
  firstSeen: string;
  changedAt: string;
  removedAt: string | null;
  /** The run that added it (last). */
  addedIn: string;
  identity: IdentityMember;
}

export interface EntryDocument extends EntryFacts {
  resource: string;
  /** Entry id of the resource's lead; empty on tombstones. */
  leadId: string;
  /** Entries of the resource, at its lead; 0 elsewhere. */
  count: number;
  alive: boolean;
  lead: boolean;
  /** Facet values of the entry itself. */
  own?: Partial<FacetValues>;
  /** At a lead. */
  changed?: number;
  offers?: Omit<Hit['offers'], 'count'>;
}

/** Of the document, what a `StoredEntry` is made of. */
export const STORED = ['doc', 'resource', 'leadId', 'firstSeen', 'changedAt', 'removedAt', 'id', 'identity'];

export const storedEntry = (
  document: Pick<
    EntryDocument,
    'doc' | 'resource' | 'leadId' | 'firstSeen' | 'changedAt' | 'removedAt' | 'id' | 'identity'
  >,
): StoredEntry => ({
  entry: JSON.parse(document.doc) as Entry,
  resource: document.resource,
  lead: document.leadId === document.id,
  firstSeen: document.firstSeen,
  changedAt: document.changedAt,
  removedAt: document.removedAt,
  ...(document.identity.decided === undefined ? {} : { decided: document.identity.decided }),
});

/** Stands for an unknown date: earlier than any, so that it comes last. */
const UNKNOWN = -9e15;

type FacetValues = Record<Facet, string[]>;

/** Nothing where there is nothing: a field without values is missing. */
function stated(values: FacetValues): Partial<FacetValues> {
  const found: Partial<FacetValues> = {};
  for (const facet in values) {
    const list = values[facet as Facet];
    if (list.length > 0) found[facet as Facet] = list;
  }
  return found;
}

const united = (all: FacetValues[]): FacetValues =>
  all.length === 1
    ? (all[0] as FacetValues)
    : (Object.fromEntries(
        FACETS.map((facet) => [facet, [...new Set(all.flatMap((values) => values[facet]))]]),
      ) as FacetValues);

const distinct = (values: string[]): string[] => [...new Set(values)].sort();

/** An entry with its content, as a member of a resource. */
export interface Member {
  facts: EntryFacts;
  placed: Placed;
}

/** As it is kept. */
export function keptMember(document: EntryDocument): Member {
  const { id, source, region, doc, hash, firstSeen, changedAt, removedAt, addedIn, identity } = document;
  return {
    facts: { id, source, region, doc, hash, firstSeen, changedAt, removedAt, addedIn, identity },
    placed: { region, entry: JSON.parse(doc) as Entry },
  };
}

/** The documents of a resource's entries, the lead first. */
export function documentsOf(resource: string, members: Member[]): EntryDocument[] {
  const [lead, ...others] = members as [Member, ...Member[]];
  const marks = members.map(({ placed }) => marksOf(placed.entry));
  const own = members.map(({ placed }, at) => facetValues(placed.entry, marks[at]));
  return members.map(({ facts }, at): EntryDocument => {
    const base = {
      ...facts,
      resource,
      leadId: lead.facts.id,
      alive: true,
      lead: at === 0,
      count: at === 0 ? members.length : 0,
      own: stated(own[at] as FacetValues),
      quality: qualityFields(marks[at] as Marks),
    };
    return at === 0 ? { ...base, changed: changedOf(members), ...leading(lead, others, own) } : base;
  });
}

const changedOf = (members: Member[]): number =>
  Math.max(...members.map(({ facts }) => Date.parse(facts.changedAt)));

/** What only a lead's document has: words, orders, the values of all offers. */
function leading(lead: Member, others: Member[], own: FacetValues[]) {
  const { entry } = lead.placed;
  const { title, text, office, region } = searchable(
    lead.placed,
    others.map(({ placed }) => placed),
  );
  const entries = [entry, ...others.map(({ placed }) => placed.entry)];
  const rows = rowsOf(entries);
  const inText = textWeight(text.length + office.length);
  const inTitle = share(inText + titleWeight(title.length));
  return {
    all: stated(united(own)),
    // A single offer's values are its own; several are told apart, each for itself.
    ...(others.length === 0 ? {} : { offer: own.map(stated) }),
    offers: {
      regions: distinct(entries.map(({ spatial }) => spatial.code)),
      modes: distinct(entries.map(({ mode }) => mode)),
      sources: distinct(entries.map(({ source }) => source)),
    },
    title: title.join(' '),
    // One value a field, so that no phrase runs from one into the next.
    words: [title, text, office, region].map((tokens) => tokens.join(' ')),
    place: region.join(' '),
    titleHash: tieOf(compactTitle(entry.title)),
    titleKey: titleKey(entry.title).toWellFormed(),
    tie: tieOf(entry.id),
    ...(rows === undefined ? {} : { rows }),
    modified: instant(entry.modified) ?? UNKNOWN,
    issued: instant(entry.issued) ?? UNKNOWN,
    textShare: share(inText),
    titleShare: inTitle - share(inText),
  };
}

/** The document of an entry that is gone from its source; what it was is still asked for among the changes. */
export const tombstone = (facts: EntryFacts, resource: string, removedAt: string): EntryDocument => ({
  ...facts,
  changedAt: removedAt,
  removedAt,
  resource,
  leadId: '',
  alive: false,
  lead: false,
  count: 0,
  own: stated(facetValues(JSON.parse(facts.doc) as Entry)),
});
