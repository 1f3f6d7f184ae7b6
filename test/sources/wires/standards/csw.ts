/**
 * A catalogue service for the web (OGC 07-006r1 and 12-176r7): `GetRecords` posted or as KVP, records in ISO 19139,
 * Dublin Core or DCAT, and the ways in which services page, end and fail.
 */
import { load } from 'cheerio';
import type { SampledThing } from '../../thing.ts';
import { type Answer, type Asked, day, escaped, type Listing, type Site, type Wire } from '../../wire.ts';
import { datasetOf } from '../dcat.ts';
import { rdfXml } from '../rdf.ts';

export interface CswVariant {
  version?: '2.0.2' | '3.0.0';
  /** So many records in one answer, however many are asked for. */
  pageCap?: number;
  /** What the last answer says of the next record: 0, nothing, one behind the last, or the first. */
  end?: 'zero' | 'absent' | 'behind' | 'first';
  /** `nextRecord` is never stated. */
  nextless?: boolean;
  /** Positions whose record cannot be given; they go by all the same. */
  holes?: (position: number) => boolean;
  /** Positions behind it are refused. */
  positionCap?: number;
  /** Filters are not looked at. */
  unfiltered?: boolean;
  /** Refuses to be asked for what has no date. */
  nullless?: boolean;
  /** Exceptions come with this status. */
  exceptionStatus?: number;
}

const NAMESPACES = {
  '2.0.2': 'http://www.opengis.net/cat/csw/2.0.2',
  '3.0.0': 'http://www.opengis.net/cat/csw/3.0',
};
const GMD = 'http://www.isotc211.org/2005/gmd';
const DCAT = 'http://www.w3.org/ns/dcat#';

const text = (name: string, value: string | null): string =>
  value === null
    ? `<gmd:${name} gco:nilReason="missing"><gco:CharacterString/></gmd:${name}>`
    : // A reason stands beside a value as well, at some servers.
      `<gmd:${name} gco:nilReason="unknown"><gco:CharacterString>${escaped(value)}</gco:CharacterString></gmd:${name}>`;

const dated = (date: string | null, kind: string): string =>
  date === null
    ? ''
    : `<gmd:date><gmd:CI_Date><gmd:date><gco:Date>${day(date)}</gco:Date></gmd:date><gmd:dateType><gmd:CI_DateTypeCode codeList="x" codeListValue="${kind}"/></gmd:dateType></gmd:CI_Date></gmd:date>`;

export function iso(thing: SampledThing, home: string): string {
  const { name, phone, email } = thing.contact;
  const online = thing.formats
    .map(
      (format) =>
        `<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>${home}/dataset/${thing.id}/${format}</gmd:URL></gmd:linkage>${text('protocol', 'WWW:DOWNLOAD-1.0-http--download')}${text('name', `${thing.title}.${format}`)}</gmd:CI_OnlineResource></gmd:onLine>`,
    )
    .join('');
  return `<gmd:MD_Metadata xmlns:gmd="${GMD}" xmlns:gco="http://www.isotc211.org/2005/gco">
${thing.id === '' ? '<gmd:fileIdentifier gco:nilReason="missing"/>' : text('fileIdentifier', thing.id)}
<gmd:dateStamp><gco:Date>${day(thing.modified ?? thing.issued) || '2020-01-01'}</gco:Date></gmd:dateStamp>
<gmd:identificationInfo><gmd:MD_DataIdentification>
<gmd:citation><gmd:CI_Citation>${thing.title === '' ? '<gmd:title gco:nilReason="withheld"/>' : text('title', thing.title)}${dated(thing.issued, 'publication')}${dated(thing.modified, 'revision')}</gmd:CI_Citation></gmd:citation>
${text('abstract', thing.description)}
<gmd:pointOfContact><gmd:CI_ResponsibleParty>${text('individualName', name)}${text('organisationName', thing.publisher)}
<gmd:contactInfo><gmd:CI_Contact><gmd:phone><gmd:CI_Telephone>${text('voice', phone)}</gmd:CI_Telephone></gmd:phone><gmd:address><gmd:CI_Address>${text('electronicMailAddress', email)}</gmd:CI_Address></gmd:address></gmd:CI_Contact></gmd:contactInfo>
<gmd:role><gmd:CI_RoleCode codeList="x" codeListValue="owner"/></gmd:role></gmd:CI_ResponsibleParty></gmd:pointOfContact>
<gmd:descriptiveKeywords><gmd:MD_Keywords>${thing.keywords.map((word) => text('keyword', word)).join('')}</gmd:MD_Keywords></gmd:descriptiveKeywords>
${thing.themes.map((theme) => `<gmd:topicCategory><gmd:MD_TopicCategoryCode>${escaped(theme)}</gmd:MD_TopicCategoryCode></gmd:topicCategory>`).join('')}
</gmd:MD_DataIdentification></gmd:identificationInfo>
<gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>${online}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>
</gmd:MD_Metadata>`;
}

const element = (name: string, value: string | null): string =>
  value === null ? '' : `<${name}>${escaped(value)}</${name}>`;

export const core = (thing: SampledThing, home: string): string =>
  `<csw:Record xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/">${[
    thing.id === '' ? '' : element('dc:identifier', thing.id),
    element('dc:title', thing.title),
    element('dct:abstract', thing.description),
    element('dc:publisher', thing.publisher),
    ...[...thing.themes, ...thing.keywords].map((word) => element('dc:subject', word)),
    element('dct:issued', thing.issued === null ? null : day(thing.issued)),
    element('dct:modified', thing.modified === null ? null : day(thing.modified)),
    ...thing.formats.map(
      (format) =>
        `<dct:references scheme="WWW:DOWNLOAD">${home}/dataset/${thing.id}/${format}</dct:references>`,
    ),
  ].join('')}</csw:Record>`;

const dcatRecord = (thing: SampledThing, home: string): string =>
  rdfXml([
    {
      iri: `${home}/record/${thing.id}`,
      types: ['dcat:CatalogRecord'],
      properties: [['foaf:primaryTopic', { iri: `${home}/resources/${thing.id}` }]],
    },
    datasetOf(thing, home),
  ]).replace(/^<\?xml[^>]*\?>\s*/, '');

interface Question {
  version: string;
  schema: string;
  start: number;
  most: number;
  hits: boolean;
  filter: string;
}

/** What a body or a query asks, or undefined where it is no GetRecords of ours. */
function questionOf(asked: Asked, version: string): Question | undefined {
  if (asked.method === 'GET') {
    const of = (name: string): string =>
      [...asked.query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
    if (of('request') !== 'GetRecords' || of('service') !== 'CSW' || of('typeNames') === '') return undefined;
    if (of('constraint') !== '' && of('constraintLanguage') === '') return undefined;
    return {
      version: of('version'),
      schema: of('outputSchema'),
      start: Number(of('startPosition') || 1),
      most: Number(of('maxRecords') || 10),
      hits: of('resultType') === 'hits',
      filter: of('constraint'),
    };
  }
  if (!/^(application|text)\/xml\b/.test(asked.headers['content-type'] ?? '')) return undefined;
  const $ = load(asked.body, { xml: true });
  const root = $.root().children().first();
  if (root.prop('tagName')?.toLowerCase() !== 'csw:getrecords') return undefined;
  if (root.attr('xmlns:csw') !== NAMESPACES[version as keyof typeof NAMESPACES]) return undefined;
  return {
    version: root.attr('version') ?? '',
    schema: root.attr('outputSchema') ?? '',
    start: Number(root.attr('startPosition') ?? 1),
    most: Number(root.attr('maxRecords') ?? 10),
    hits: root.attr('resultType') === 'hits',
    filter: $('csw\\:Constraint').html() ?? '',
  };
}

/** What a filter lets through, by the date of change. */
function letsThrough(filter: string): (thing: SampledThing) => boolean {
  const bound = (operator: string): string | undefined =>
    new RegExp(`<[\\w:]*${operator}[^>]*>.*?<[\\w:]*Literal>([^<]+)<`, 's').exec(filter)?.[1];
  const from = bound('PropertyIsGreaterThanOrEqualTo');
  const until = bound('PropertyIsLessThan');
  const none = /PropertyIsNull/.test(filter);
  return ({ modified }) => {
    if (filter === '') return true;
    if (modified === null) return none;
    const date = day(modified);
    return !none && (from === undefined || date >= from) && (until === undefined || date < until);
  };
}

/** Serves `{context}/csw`. */
export function csw(site: Site, variant: CswVariant = {}): Wire {
  const home = `${site.origin}${site.context}`;
  const version = variant.version ?? '2.0.2';
  const space = NAMESPACES[version];
  const exception = (code: string, locator: string, words: string): Answer => ({
    kind: 'list',
    status: variant.exceptionStatus ?? 200,
    type: 'application/xml',
    body: `<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.2.0"><ows:Exception exceptionCode="${code}" locator="${locator}"><ows:ExceptionText>${escaped(words)}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>`,
  });
  const nextOf = (past: number, matched: number): string => {
    if (variant.nextless) return '';
    if (past <= matched) return ` nextRecord="${past}"`;
    switch (variant.end ?? 'zero') {
      case 'absent':
        return '';
      case 'behind':
        return ` nextRecord="${matched + 1}"`;
      case 'first':
        return ' nextRecord="1"';
      default:
        return ' nextRecord="0"';
    }
  };

  return (asked, listing: Listing) => {
    if (asked.path !== `${site.context}/csw`) return undefined;
    const question = questionOf(asked, version);
    if (question === undefined) return exception('MissingParameterValue', 'request', 'no such request');
    if (question.version !== version)
      return exception('VersionNegotiationFailed', 'version', question.version);
    const write = { [GMD]: iso, [space]: core, [DCAT]: dcatRecord }[question.schema];
    if (write === undefined) return exception('InvalidParameterValue', 'outputSchema', question.schema);
    if (variant.nullless && question.filter.includes('PropertyIsNull'))
      return exception('InvalidParameterValue', 'constraint', 'PropertyIsNull is not supported');
    const found = variant.unfiltered ? listing : listing.where(letsThrough(question.filter));
    const matched = found.total;
    const { start } = question;
    const most = Math.min(question.most, variant.pageCap ?? question.most);
    if (variant.positionCap !== undefined && start + most - 1 > variant.positionCap && !question.hits)
      return exception('NoApplicableCode', 'startPosition', `results end at ${variant.positionCap}`);
    if (!(start >= 1)) return exception('InvalidParameterValue', 'startPosition', String(start));
    const part = question.hits ? [] : found.slice(start - 1, most);
    const given = part.filter((_, index) => !variant.holes?.(start + index));
    const past = start + Math.max(part.length, 1);
    const records = given.map((thing) => write(thing, home)).join('\n');
    return {
      kind: 'list',
      status: 200,
      type: 'application/xml; charset=utf-8',
      body: `<?xml version="1.0" encoding="UTF-8"?>
<csw:GetRecordsResponse xmlns:csw="${space}" version="${version}"><csw:SearchStatus timestamp="2026-06-01T08:00:00Z"/>
<csw:SearchResults numberOfRecordsMatched="${matched}" numberOfRecordsReturned="${given.length}" elementSet="full" recordSchema="${question.schema}"${
        question.hits ? ` nextRecord="${matched > 0 ? 1 : 0}"` : nextOf(past, matched)
      }>${records}</csw:SearchResults></csw:GetRecordsResponse>`,
    };
  };
}
