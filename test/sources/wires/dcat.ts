/**
 * A DCAT catalogue (W3C DCAT 3, DCAT-AP 3) in Turtle, RDF/XML or JSON-LD by the path's ending, paged with Hydra:
 * `hydra:next` from a `PartialCollectionView` (udata) or from a `PagedCollection` (ckanext-dcat).
 */
import { createHash } from 'node:crypto';
import type { SampledThing } from '../thing.ts';
import { type Answer, codeOf, day, type Site, type Wire, whole } from '../wire.ts';
import { jsonLd, type Node, rdfXml, turtle, type Value } from './rdf.ts';

export interface DcatVariant {
  /** Datasets a page. */
  size?: number;
  paging?: 'partial-view' | 'paged-collection';
}

const FREQUENCY = {
  ANNUAL: '每年',
  ANNUAL_2: '每半年',
  QUARTERLY: '每季度',
  MONTHLY: '每月',
  WEEKLY: '每周',
  DAILY: '每天',
  CONT: '实时',
  IRREG: '不定期',
};
const MEDIA: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  rdf: 'application/rdf+xml',
  pdf: 'application/pdf',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const EU = 'http://publications.europa.eu/resource/authority';
const IANA = 'https://www.iana.org/assignments/media-types';

const zh = (text: string): Value => ({ text, language: 'zh' });
const blank = (type: string, properties: Node['properties']): Node => ({ types: [type], properties });

export function datasetOf(thing: SampledThing, home: string): Node {
  const iri = `${home}/dataset/${thing.id}`;
  const properties: Node['properties'] = [['dct:title', zh(thing.title)]];
  if (thing.id) properties.push(['dct:identifier', { text: thing.id }], ['dcat:landingPage', { iri }]);
  if (thing.description !== null) properties.push(['dct:description', zh(thing.description)]);
  if (thing.publisher !== null) {
    properties.push(['dct:publisher', blank('foaf:Agent', [['foaf:name', zh(thing.publisher)]])]);
  }
  for (const theme of thing.themes) {
    properties.push(['dcat:theme', blank('skos:Concept', [['skos:prefLabel', zh(theme)]])]);
  }
  for (const word of thing.keywords) properties.push(['dcat:keyword', zh(word)]);
  if (thing.issued) properties.push(['dct:issued', { text: day(thing.issued), datatype: 'xsd:date' }]);
  if (thing.modified) {
    const text = `${thing.modified.replace(' ', 'T')}+08:00`;
    properties.push(['dct:modified', { text, datatype: 'xsd:dateTime' }]);
  }
  const frequency = codeOf(FREQUENCY, thing.frequency);
  if (frequency) properties.push(['dct:accrualPeriodicity', { iri: `${EU}/frequency/${frequency}` }]);
  if (thing.openness !== null) {
    properties.push(['dct:accessRights', blank('dct:RightsStatement', [['rdfs:label', zh(thing.openness)]])]);
  }
  const { name, phone, email } = thing.contact;
  if (name ?? phone ?? email) {
    const contact: Node['properties'] = [['vcard:fn', zh(name ?? thing.publisher ?? '联系人')]];
    if (phone) contact.push(['vcard:hasTelephone', { iri: `tel:${phone}` }]);
    if (email) contact.push(['vcard:hasEmail', { iri: `mailto:${email}` }]);
    properties.push(['dcat:contactPoint', blank('vcard:Kind', contact)]);
  }
  for (const format of thing.formats) {
    const address = `${iri}/${format}`;
    const distribution: Node['properties'] = [
      ['dct:title', zh(`${thing.title}.${format}`)],
      ['dcat:accessURL', { iri: address }],
    ];
    if (format !== 'file') distribution.push(['dct:format', { text: format.toUpperCase() }]);
    if (MEDIA[format]) {
      distribution.push(
        ['dcat:mediaType', { iri: `${IANA}/${MEDIA[format]}` }],
        ['dcat:downloadURL', { iri: address }],
      );
    }
    properties.push([
      'dcat:distribution',
      { iri: `${address}#d`, types: ['dcat:Distribution'], properties: distribution },
    ]);
  }
  // A dataset without an identifier is a blank node.
  return { ...(thing.id ? { iri } : {}), types: ['dcat:Dataset'], properties };
}

const SYNTAXES: Record<string, { type: string; write(nodes: Node[]): string }> = {
  ttl: { type: 'text/turtle; charset=utf-8', write: turtle },
  rdf: { type: 'application/rdf+xml; charset=utf-8', write: rdfXml },
  xml: { type: 'application/rdf+xml; charset=utf-8', write: rdfXml },
  jsonld: { type: 'application/ld+json; charset=utf-8', write: jsonLd },
};

const count = (n: number): Value => ({ text: String(n), datatype: 'xsd:integer' });

function hydraOf(
  self: string,
  pageAt: (n: number) => string,
  number: number,
  last: number,
  total: number,
  variant: DcatVariant,
): Node[] {
  const links: Node['properties'] = [
    ['hydra:first', { iri: pageAt(1) }],
    ['hydra:last', { iri: pageAt(last) }],
  ];
  if (number < last) links.push(['hydra:next', { iri: pageAt(number + 1) }]);
  if (number > 1) links.push(['hydra:previous', { iri: pageAt(number - 1) }]);
  if (variant.paging === 'paged-collection') {
    const properties: Node['properties'] = [['hydra:totalItems', count(total)], ...links];
    return [{ iri: pageAt(number), types: ['hydra:PagedCollection'], properties }];
  }
  const view: Node = { iri: pageAt(number), types: ['hydra:PartialCollectionView'], properties: links };
  return [
    {
      iri: self,
      types: ['hydra:Collection'],
      properties: [
        ['hydra:totalItems', count(total)],
        ['hydra:view', view],
      ],
    },
  ];
}

/** Serves `{context}/catalog.ttl`, `.rdf`, `.xml`, `.jsonld`, page by page with `?page=`. */
export function dcat(site: Site, variant: DcatVariant = {}): Wire {
  const home = `${site.origin}${site.context}`;
  const size = variant.size ?? 100;
  return (asked, listing) => {
    const relative = asked.path.startsWith(site.context) ? asked.path.slice(site.context.length) : '';
    const ending = /^\/catalog\.(ttl|rdf|xml|jsonld)$/.exec(relative)?.[1];
    if (!ending) return undefined;
    const syntax = SYNTAXES[ending]!;
    const self = `${home}/catalog.${ending}`;
    const number = Math.max(1, whole(asked.query.get('page'), 1));
    // Where no number is stated the links still lead on.
    const behind = listing.slice(number * size, 1).length;
    const last = Number.isNaN(listing.total) ? number + behind : Math.max(1, Math.ceil(listing.total / size));
    const things = listing.slice((number - 1) * size, size);
    if (number > last && things.length === 0) {
      return { kind: 'list', status: 404, type: 'text/plain', body: 'no such page' } satisfies Answer;
    }
    const datasets = things.map((thing) => datasetOf(thing, home));
    const catalogue: Node = {
      iri: `${home}/`,
      types: ['dcat:Catalog'],
      properties: [
        ['dct:title', zh(site.title)],
        ...datasets.map((dataset): [string, Value] => [
          'dcat:dataset',
          dataset.iri === undefined ? dataset : { iri: dataset.iri },
        ]),
      ],
    };
    const hydra = hydraOf(self, (n) => `${self}?page=${n}`, number, last, listing.total, variant);
    const body = syntax.write([
      catalogue,
      ...hydra,
      ...datasets.filter((dataset) => dataset.iri !== undefined),
    ]);
    // A document server knows what it sent before (RFC 9110, 13.1.2).
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    const known = asked.headers['if-none-match'] === etag;
    return {
      kind: 'list',
      status: known ? 304 : 200,
      type: syntax.type,
      body: known ? '' : body,
      headers: { etag },
    };
  };
}
