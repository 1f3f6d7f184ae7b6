/** A question in CKAN's words as one of the catalogue's. Pure. */
import type { Facet, Filters, Order, Span } from '../../../index/query.ts';
import { LONGEST_QUERY } from '../../parameters.ts';
import { ActionError } from './error.ts';
import { resourceOf } from './ids.ts';
import { type Clause, clausesOf, type Range } from './solr.ts';

export interface Asked {
  text: string;
  filters: Filters;
  changed?: Span;
  /** Only these resources, by id. */
  only?: string[];
  /** Nothing can be all that is asked for. */
  nothing: boolean;
}

/** CKAN's names and ours for what is counted. */
export const FACETS_OF: Readonly<Record<string, Facet>> = {
  organization: 'source',
  owner_org: 'source',
  source: 'source',
  groups: 'theme',
  theme: 'theme',
  res_format: 'format',
  format: 'format',
  mode: 'mode',
  openness: 'openness',
  kind: 'kind',
  province: 'province',
  city: 'city',
  frequency: 'frequency',
  industry: 'industry',
  publisher: 'publisher',
};

/** What every package of ours says: asking for it narrows nothing, for anything else everything. */
const CONSTANTS: Readonly<Record<string, string>> = {
  state: 'active',
  type: 'dataset',
  dataset_type: 'dataset',
  private: 'false',
  capacity: 'public',
  entity_type: 'package',
  permission_labels: 'public',
};
const WORDS = new Set(['text', 'title', 'notes', 'tags', 'author', '_text_']);

const wrong = (why: string): ActionError => new ActionError('Search Query Error', `SOLR: ${why}`);
const isAll = (value: string | Range): boolean =>
  typeof value === 'string' ? value === '*' : value.from === '*' && value.until === '*';

const UNITS: Readonly<Record<string, number>> = {
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 7 * 86_400_000,
  MONTH: 30 * 86_400_000,
  YEAR: 365 * 86_400_000,
};

/** An instant as Solr writes it, `NOW-7DAYS` and `NOW/DAY` among them, UTC. */
function instantOf(text: string, now: number): number {
  const math = /^NOW(\/DAY)?(?:([+-]\d{1,6})(SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|YEAR)S?)?(\/DAY)?$/.exec(text);
  if (math !== null) {
    const [, before, by = '0', unit = 'SECOND', after] = math;
    const start = before === undefined ? now : now - (now % 86_400_000);
    const moved = start + Number(by) * (UNITS[unit] as number);
    return after === undefined ? moved : moved - (moved % 86_400_000);
  }
  const known = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?Z?$/.test(text);
  const plain = text.replace(/Z$/, '').replace(/(\.\d{3})\d+$/, '$1');
  const time = Date.parse(plain.includes('T') ? `${plain}Z` : plain);
  if (!known || Number.isNaN(time)) throw wrong(`${text.slice(0, 50)} is no date`);
  return time;
}

/** Thousandths of a second; an end that does not count is one nearer. */
function spanOf(value: string | Range, now: number): Span {
  const { from, until, closed } =
    typeof value === 'string' ? { from: value, until: value, closed: [true, true] as const } : value;
  const at = (text: string, by: number) => new Date(instantOf(text, now) + by).toISOString();
  return {
    ...(from === '*' ? {} : { from: at(from, closed[0] ? 0 : 1) }),
    ...(until === '*' ? {} : { until: at(until, closed[1] ? 0 : -1) }),
  };
}

const later = (a?: string, b?: string) => (a === undefined || (b !== undefined && b > a) ? b : a);
const earlier = (a?: string, b?: string) => (a === undefined || (b !== undefined && b < a) ? b : a);

function both(one: Span | undefined, other: Span): Span {
  const [from, until] = [later(one?.from, other.from), earlier(one?.until, other.until)];
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

const plain = ({ field, values }: Clause): string[] =>
  values.map((value) => {
    if (typeof value !== 'string') throw wrong(`${field} has no ranges`);
    return value;
  });

function narrow(asked: Asked, words: string[], clause: Clause, now: number): void {
  const { field, negative, values } = clause;
  if (field === '*' || (values.some(isAll) && !negative)) return;
  if (field === 'metadata_modified') {
    if (negative && values.some(isAll)) asked.nothing = true;
    else if (negative || values.length !== 1) throw wrong('metadata_modified takes one range');
    else asked.changed = both(asked.changed, spanOf(values[0] as string | Range, now));
    return;
  }
  const constant = field === undefined ? undefined : CONSTANTS[field];
  if (constant !== undefined) {
    if (plain(clause).includes(constant) === negative) asked.nothing = true;
    return;
  }
  if (negative)
    throw wrong(`${field ?? values[0]}: nothing but metadata_modified and constants can be left out`);
  if (field === undefined || WORDS.has(field)) {
    if (values.length > 1) throw wrong('words are no alternatives');
    words.push(...plain(clause));
    return;
  }
  if (field === 'id' || field === 'name') {
    const ids = plain(clause).flatMap((value) => resourceOf(value) ?? []);
    asked.only = asked.only === undefined ? ids : asked.only.filter((id) => ids.includes(id));
    return;
  }
  const facet = FACETS_OF[field];
  if (facet === undefined) throw wrong(`undefined field ${field.slice(0, 50)}`);
  const wanted = plain(clause).map((value) => (facet === 'format' ? value.toLowerCase() : value));
  if (asked.filters[facet] !== undefined && String(asked.filters[facet]) !== String(wanted))
    throw wrong(`${field} is asked for twice; its values are alternatives: ${field}:(a OR b)`);
  asked.filters[facet] = wanted;
}

/** `now`: milliseconds. Throws `ActionError`: Search Query Error. */
export function askedOf(q: string, fq: readonly string[], now: number): Asked {
  const asked: Asked = { text: '', filters: {}, nothing: false };
  const words: string[] = [];
  for (const text of [q, ...fq]) for (const clause of clausesOf(text)) narrow(asked, words, clause, now);
  asked.text = words.join(' ');
  if (asked.text.length > LONGEST_QUERY) throw wrong(`more than ${LONGEST_QUERY} characters of words`);
  const { from, until } = asked.changed ?? {};
  if (from !== undefined && until !== undefined && from > until) asked.nothing = true;
  return asked;
}

/** The order that is kept, and how it is said in the answer. */
export interface Sorted {
  order: Order;
  said: string;
}

const BY_CHANGE: Sorted = { order: 'changed', said: 'metadata_modified desc' };

/** Throws `ActionError`: Search Query Error. */
export function sortedBy(sort: string | undefined, hasWords: boolean): Sorted {
  const [first = 'score desc'] = (sort ?? '').split(',').filter((part) => part.trim() !== '');
  const [field = '', direction = 'asc', ...more] = first.trim().split(/\s+/);
  if (!/^(asc|desc)$/.test(direction) || more.length > 0) throw wrong(`sort: ${first.slice(0, 50)}`);
  switch (`${field} ${direction}`) {
    case 'score desc':
    case 'relevance asc':
      return hasWords ? { order: 'relevance', said: 'score desc' } : BY_CHANGE;
    case 'metadata_modified desc':
    case 'last_modified desc':
      return BY_CHANGE;
    case 'metadata_modified asc':
    case 'last_modified asc':
      return { order: 'changed-up', said: 'metadata_modified asc' };
    case 'title asc':
    case 'title_string asc':
      return { order: 'title', said: 'title_string asc' };
    // Asked for to walk through all in an order that stays: the answer says which it is.
    case 'id asc':
    case 'name asc':
    case 'metadata_created asc':
    case 'metadata_created desc':
      return { order: 'id', said: 'id asc' };
    default:
      throw wrong(`can not sort on ${first.slice(0, 50)}`);
  }
}
