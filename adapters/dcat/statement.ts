/** What a record's part of the graph says, under the catalogue's field names. Pure. */
import { isIP } from 'node:net';
import { CodedError } from '../../config/errors/errors.ts';
import { iri, type Name, shortName } from '../../config/rdf/names.ts';
import type { Field, RawRecord, RawValue, StatedDistribution, Statement } from '../../config/record.ts';
import { filled } from '../filled.ts';
import { agent, contact } from './agents.ts';
import { type Graph, graphOfNQuads, isBlank, isIri, type Node, type Term } from './graph.ts';
import { temporal } from './period.ts';
import { best, label, labels, node, value } from './reading.ts';
import { recordId, recordNodes } from './records.ts';
import type { DcatOptions } from './request.ts';

/** Properties that fields are read from; of the others, literals and links are reported untouched. */
const READ: readonly Name[] = [
  'rdf:type',
  'dct:title',
  'dct:description',
  'dct:abstract',
  'dct:publisher',
  'dct:creator',
  'dct:identifier',
  'dcat:contactPoint',
  'dcat:theme',
  'dcat:keyword',
  'dct:issued',
  'dct:modified',
  'dct:accrualPeriodicity',
  'dct:spatial',
  'dct:temporal',
  'dct:license',
  'dct:accessRights',
  'dcat:landingPage',
  'dcat:version',
  'owl:versionInfo',
  'dcat:distribution',
];

/** Addresses that say more to a normaliser than a label in any language but Chinese does. */
const AUTHORITY =
  /^https?:\/\/(publications\.europa\.eu\/resource\/authority|purl\.org\/cld\/freq|creativecommons\.org)\//;

/** Codes stay codes, with the words that the document itself has for them beside. */
function codes(graph: Graph, terms: Term[]): { values: string[]; words: Record<string, string> } {
  const found = new Set<string>();
  const words: Record<string, string> = {};
  for (const term of terms) {
    const word = typeof term === 'string' ? label(graph, term) : undefined;
    const code = typeof term === 'string' ? (isBlank(term) ? word : term) : term.value.trim();
    if (code === undefined || code === '') continue;
    found.add(code);
    const telling = word !== undefined && (/\p{Script=Han}/u.test(word) || !AUTHORITY.test(code));
    if (telling && word !== code) words[code] = word;
  }
  return { values: [...found].sort(), words };
}

/** The authorities' addresses of formats (EU file types, IANA media types) end in the format's own name. */
const FORMAT_ADDRESS =
  /^https?:\/\/(?:publications\.europa\.eu\/resource\/authority\/file-type|(?:www\.)?iana\.org\/assignments\/media-types)\/(.+)$/;
const formatName = (said: string | undefined): string | undefined =>
  said === undefined ? undefined : (FORMAT_ADDRESS.exec(said)?.[1] ?? said);

function distribution(graph: Graph, term: Term): StatedDistribution | undefined {
  if (typeof term !== 'string') return { accessUrl: term.value };
  const service = graph.all(term, 'dcat:accessService').find((item) => typeof item === 'string');
  const endpoint = typeof service === 'string' ? node(graph, service, 'dcat:endpointURL') : undefined;
  const format = graph.all(term, 'dct:format')[0];
  const media = typeof format === 'string' ? value(graph, format, 'rdf:value') : undefined;
  const document = graph.is(term, 'foaf:Document') && isIri(term) ? term : undefined;
  const stated = filled({
    title: best(graph, term, ['dct:title', 'rdfs:label']),
    format: formatName(
      (typeof format === 'string' ? label(graph, format) : undefined) ?? node(graph, term, 'dct:format'),
    ),
    mediaType: formatName(node(graph, term, 'dcat:mediaType') ?? media),
    accessUrl: node(graph, term, 'dcat:accessURL') ?? endpoint ?? document,
    downloadUrl: node(graph, term, 'dcat:downloadURL'),
    byteSize: value(graph, term, 'dcat:byteSize'),
  });
  return stated;
}

/** A service is a dataset's like that can be called: its endpoint is its one distribution. */
const endpointOf = (graph: Graph, record: Node): StatedDistribution[] => {
  const accessUrl = node(graph, record, 'dcat:endpointURL');
  return accessUrl === undefined ? [] : [{ format: 'api', accessUrl }];
};

function unmapped(graph: Graph, record: Node): Record<string, RawValue> {
  const read = new Set(READ.map(iri));
  const found: Record<string, string[]> = {};
  for (const { predicate, object } of graph.edges(record)) {
    if (read.has(predicate)) continue;
    const said = typeof object !== 'string' ? object.value : isBlank(object) ? label(graph, object) : object;
    if (said === undefined) continue;
    const name = shortName(predicate);
    found[name] = [...(found[name] ?? []), said];
  }
  return Object.fromEntries(
    Object.entries(found)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, said]) => [name, said.length === 1 ? (said[0] ?? null) : said.sort()]),
  );
}

/** An IRI denotes one thing wherever it stands; addresses that only its own host understands do not count. */
function nativeId(record: Node): string | undefined {
  if (!isIri(record) || !URL.canParse(record)) return undefined;
  const { protocol, hostname } = new URL(record);
  const known = /^https?:$/.test(protocol) && hostname.includes('.') && isIP(hostname) === 0;
  return known && !/(^|\.)example\.(com|org|net)$|\.(local|test|internal)$/.test(hostname)
    ? `dcat/${record}`
    : undefined;
}

function recordIn(graph: Graph, id: string, options: DcatOptions): Node | undefined {
  const { nodes } = recordNodes(graph, options.records);
  const candidates = nodes.size > 0 ? nodes : new Set(graph.subjects());
  return [...candidates].filter((item) => recordId(graph, item, options.idFrom) === id).sort()[0];
}

/** Throws `record.unreadable`. */
export function statementOf(raw: RawRecord, options: DcatOptions): Statement {
  const row = raw.parts.find(({ role }) => role === 'row');
  let graph: Graph;
  try {
    graph = graphOfNQuads(row?.text ?? '');
  } catch (cause) {
    throw new CodedError('record.unreadable', `${raw.id}: not N-Quads`, { cause });
  }
  const record = recordIn(graph, raw.id, options);
  if (record === undefined) throw new CodedError('record.unreadable', `${raw.id}: not in its own statements`);

  const items = graph.all(record, 'dcat:distribution');
  const documents = graph
    .all(record, 'dct:hasPart')
    .filter((term) => typeof term === 'string' && graph.is(term, 'foaf:Document'));
  const licences = graph.all(record, 'dct:license');
  const ofDistributions = items.flatMap((item) =>
    typeof item === 'string' ? graph.all(item, 'dct:license') : [],
  );
  const rights = graph.all(record, 'dct:rights');
  const coded: Partial<Record<Field, Term[]>> = {
    theme: graph.all(record, 'dcat:theme'),
    frequency: graph.all(record, 'dct:accrualPeriodicity'),
    license: [licences, rights, ofDistributions].find((terms) => terms.length > 0) ?? [],
    accessRights: graph.all(record, 'dct:accessRights'),
  };
  const fields: Partial<Record<Field, RawValue>> = {};
  const words: NonNullable<Statement['codes']> = {};
  for (const [field, terms] of Object.entries(coded) as [Field, Term[]][]) {
    const found = codes(graph, terms);
    if (found.values.length === 0) continue;
    fields[field] = field === 'theme' ? found.values : (found.values[0] ?? null);
    if (Object.keys(found.words).length > 0) words[field] = found.words;
  }
  const office = agent(graph, record);
  const places = graph.all(record, 'dct:spatial').flatMap((term) => {
    const place =
      typeof term === 'string' ? (label(graph, term) ?? (isIri(term) ? term : undefined)) : term.value;
    return place === undefined ? [] : [place];
  });
  Object.assign(
    fields,
    filled({
      title: best(graph, record, ['dct:title', 'rdfs:label']),
      description: best(graph, record, ['dct:description', 'dct:abstract']),
      publisher: office.name,
      publisherCode: office.code,
      kind: graph.is(record, 'dcat:DataService') ? 'api' : undefined,
      keywords: labels(graph.all(record, 'dcat:keyword')),
      issued: value(graph, record, 'dct:issued'),
      modified: value(graph, record, 'dct:modified'),
      spatial: places.length > 1 ? places.sort() : places[0],
      landingPage: node(graph, record, 'dcat:landingPage') ?? (/^https?:/.test(record) ? record : undefined),
      version: best(graph, record, ['dcat:version', 'owl:versionInfo']),
      identifier: value(graph, record, 'dct:identifier') ?? (isIri(record) ? record : undefined),
      ...temporal(graph, record),
      ...contact(graph, record),
    }),
  );
  const native = nativeId(record);
  return {
    id: raw.id,
    fields,
    distributions: [
      ...[...items, ...documents].flatMap((item) => distribution(graph, item) ?? []),
      ...endpointOf(graph, record),
    ],
    dataItems: [],
    unmapped: unmapped(graph, record),
    ...(Object.keys(words).length === 0 ? {} : { codes: words }),
    ...(native === undefined ? {} : { nativeId: native }),
  };
}
