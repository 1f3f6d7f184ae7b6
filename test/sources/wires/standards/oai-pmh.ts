/**
 * An OAI-PMH 2.0 repository (openarchives.org, protocol version 2.0): the six verbs' errors, `Identify` and
 * `ListRecords`, and the ways in which repositories differ or fail.
 */
import type { SampledThing } from '../../thing.ts';
import { type Answer, type Asked, epoch, escaped, type Listing, type Site, type Wire } from '../../wire.ts';
import { datasetOf } from '../dcat.ts';
import { rdfXml } from '../rdf.ts';

export interface OaiVariant {
  /** Records in one answer. */
  size?: number;
  granularity?: 'YYYY-MM-DD' | 'YYYY-MM-DDThh:mm:ssZ';
  deletedRecord?: 'no' | 'transient' | 'persistent';
  /** Headers of what was deleted, told where the policy allows it. */
  deleted?: { id: string; date: string }[];
  /** How a token is taken: alone, as the protocol says; only with the metadata prefix beside it; either way. */
  token?: 'alone' | 'with-prefix' | 'either';
  /** Which requests with a token are refused, by their number from 1. */
  refuses?: (request: number) => boolean;
  /** Refuses `from` and `until`. */
  undated?: boolean;
  /** Leaves `completeListSize` out, or says another number. */
  listSize?: number | null;
  /** The last answer has no `resumptionToken` element at all. */
  bareEnd?: boolean;
  /** The last answer has a token that leads to nothing. */
  tokenPastEnd?: boolean;
  /** The last answer has a token that leads back to the beginning, as pycsw 2.6 gives it. */
  tokenToStart?: boolean;
  /** Records come in the order of their dates, the oldest first; as listed where absent. */
  byDate?: boolean;
  /** Ignores `from`. */
  ignoresFrom?: boolean;
  /** What `responseDate` says. */
  now?: () => Date;
}

interface Item {
  id: string;
  /** Milliseconds. */
  date: number;
  sets: string[];
  thing?: SampledThing;
}

/** More are not looked at: a list without end is made up as it is asked for. */
const MOST = 20_000;
const PREFIXES = ['oai_dc', 'dcat_ap'];

const simple = (thing: SampledThing, home: string): string => {
  const element = (name: string, text: string | null) =>
    text === null ? '' : `<dc:${name}>${escaped(text)}</dc:${name}>`;
  return `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">${[
    element('title', thing.title),
    element('description', thing.description),
    element('publisher', thing.publisher),
    ...[...thing.themes, ...thing.keywords].map((word) => element('subject', word)),
    element('date', thing.issued),
    element('identifier', thing.id),
    element('identifier', `${home}/dataset/${thing.id}`),
    ...thing.formats.map((format) => element('format', format)),
  ].join('')}</oai_dc:dc>`;
};

const asRdf = (thing: SampledThing, home: string): string => {
  const dataset = datasetOf(thing, home);
  // The record that is about the dataset bears an address of its own, and names its topic by a third.
  const record = {
    iri: `${home}/record/${thing.id}`,
    types: ['dcat:CatalogRecord'],
    properties: [['foaf:primaryTopic', { iri: `${home}/resources/${thing.id}` }]] as [
      string,
      { iri: string },
    ][],
  };
  return rdfXml([record, dataset]).replace(/^<\?xml[^>]*\?>\s*/, '');
};

export function oaiPmh(site: Site, variant: OaiVariant = {}): Wire {
  const home = `${site.origin}${site.context}`;
  const size = variant.size ?? 50;
  const granularity = variant.granularity ?? 'YYYY-MM-DDThh:mm:ssZ';
  const day = granularity === 'YYYY-MM-DD';
  let resumed = 0;
  const stamp = (time: number): string => {
    const text = new Date(time).toISOString();
    return day ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
  };
  const oaiId = (id: string): string => (id === '' ? '' : `oai:${new URL(site.origin).hostname}:${id}`);

  const respond = (kind: Answer['kind'], content: string): Answer => ({
    kind,
    status: 200,
    type: 'text/xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
<responseDate>${(variant.now?.() ?? new Date('2026-06-01T08:00:00Z')).toISOString().slice(0, 19)}Z</responseDate>
<request>${home}/oai</request>${content}</OAI-PMH>`,
  });
  const refuse = (code: string, words: string): Answer =>
    respond('list', `<error code="${code}">${escaped(words)}</error>`);

  const itemsOf = (listing: Listing): Item[] => {
    const items: Item[] = listing.slice(0, MOST).map((thing) => ({
      id: thing.id,
      date: epoch(thing.modified ?? thing.issued) ?? Date.UTC(2020, 0, 1),
      sets: thing.themes.map((theme) => `theme:${Buffer.from(theme).toString('hex')}`),
      thing,
    }));
    if (variant.deletedRecord !== undefined && variant.deletedRecord !== 'no')
      for (const { id, date } of variant.deleted ?? []) items.push({ id, date: Date.parse(date), sets: [] });
    return variant.byDate ? items.sort((a, b) => a.date - b.date || (a.id < b.id ? -1 : 1)) : items;
  };

  const recordOf = ({ id, date, sets, thing }: Item, prefix: string): string => {
    const header = `<header${thing === undefined ? ' status="deleted"' : ''}>${
      id === '' ? '' : `<identifier>${escaped(oaiId(id))}</identifier>`
    }<datestamp>${stamp(date)}</datestamp>${sets.map((set) => `<setSpec>${set}</setSpec>`).join('')}</header>`;
    if (thing === undefined) return `<record>${header}</record>`;
    const metadata = prefix === 'oai_dc' ? simple(thing, home) : asRdf(thing, home);
    return `<record>${header}<metadata>${metadata}</metadata></record>`;
  };

  /** A date argument, to the end of the day where it is a day and `until`; undefined where it is none that is taken. */
  const dated = (text: string, until: boolean): number | undefined => {
    const right = day ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/;
    if (variant.undated || !right.test(text)) return undefined;
    return Date.parse(text) + (until && text.length === 10 ? 86_399_999 : 0);
  };

  function list(query: URLSearchParams, listing: Listing): Answer {
    const token = query.get('resumptionToken');
    let state: { at: number; prefix: string; from: string | null; set: string | null };
    if (token !== null) {
      resumed += 1;
      const rule = variant.token ?? 'alone';
      if (rule === 'alone' && query.size > 2)
        return refuse('badArgument', 'resumptionToken is an exclusive argument');
      if (rule === 'with-prefix' && !query.has('metadataPrefix'))
        return refuse('badArgument', 'metadataPrefix is missing');
      try {
        state = JSON.parse(Buffer.from(token, 'base64url').toString()) as typeof state;
      } catch {
        return refuse('badResumptionToken', 'not one of ours');
      }
      if (variant.refuses?.(resumed) || (variant.tokenPastEnd && state.at >= itemsOf(listing).length))
        return refuse('badResumptionToken', 'it has expired');
    } else {
      state = {
        at: 0,
        prefix: query.get('metadataPrefix') ?? '',
        from: query.get('from'),
        set: query.get('set'),
      };
      if (state.prefix === '') return refuse('badArgument', 'metadataPrefix is missing');
      if (state.from !== null && dated(state.from, false) === undefined)
        return refuse('badArgument', `from is ${state.from}`);
    }
    if (!PREFIXES.includes(state.prefix)) return refuse('cannotDisseminateFormat', state.prefix);
    const from = state.from === null || variant.ignoresFrom ? 0 : (dated(state.from, false) ?? 0);
    const items = itemsOf(listing).filter(
      ({ date, sets }) => date >= from - (day ? 0 : 999) && (state.set === null || sets.includes(state.set)),
    );
    const total = items.length === listing.slice(0, MOST).length ? listing.total : items.length;
    const part = items.slice(state.at, state.at + size);
    const end = state.at + size >= items.length && (state.at + size >= total || part.length === 0);
    if (items.length === 0 || (part.length === 0 && token === null))
      return refuse('noRecordsMatch', 'there is nothing');
    const declared = variant.listSize === undefined ? total : variant.listSize;
    const attributes = declared === null ? '' : ` completeListSize="${declared}" cursor="${state.at}"`;
    const further =
      end && variant.tokenToStart
        ? Buffer.from(JSON.stringify({ ...state, at: 0 })).toString('base64url')
        : end && !variant.tokenPastEnd
          ? ''
          : Buffer.from(JSON.stringify({ ...state, at: state.at + size })).toString('base64url');
    const resumption =
      (end && variant.bareEnd && !variant.tokenPastEnd) ||
      (end && token === null && !variant.tokenPastEnd && !variant.tokenToStart)
        ? ''
        : `<resumptionToken${attributes}>${further}</resumptionToken>`;
    return respond(
      'list',
      `<ListRecords>${part.map((item) => recordOf(item, state.prefix)).join('')}${resumption}</ListRecords>`,
    );
  }

  return (asked: Asked, listing) => {
    if (asked.path !== `${site.context}/oai`) return undefined;
    const verb = asked.query.get('verb');
    if (verb === 'Identify')
      return respond(
        'other',
        `<Identify><repositoryName>${escaped(site.title)}</repositoryName><baseURL>${home}/oai</baseURL>
<protocolVersion>2.0</protocolVersion><adminEmail>admin@standard.gov.cn</adminEmail>
<earliestDatestamp>${stamp(0)}</earliestDatestamp><deletedRecord>${variant.deletedRecord ?? 'no'}</deletedRecord>
<granularity>${granularity}</granularity></Identify>`,
      );
    if (verb === 'ListRecords') return list(asked.query, listing);
    return refuse('badVerb', verb ?? 'no verb');
  };
}
