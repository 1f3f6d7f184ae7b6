/** RDF written by hand in three syntaxes: Turtle, RDF/XML and JSON-LD, from one tree of nodes. */

/** A literal with a language or datatype (a prefixed name), an IRI, or a node described in place. */
export type Value = { text: string; language?: string; datatype?: string } | { iri: string } | Node;

export interface Node {
  /** Absent for a blank node. */
  iri?: string;
  /** Prefixed names. */
  types: string[];
  properties: [name: string, value: Value][];
}

export const PREFIXES: Record<string, string> = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
};

const full = (name: string): string => {
  const [prefix, local] = name.split(':') as [string, string];
  return `${PREFIXES[prefix]}${local}`;
};
const isNode = (value: Value): value is Node => 'types' in value;

const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007F');

function turtleValue(value: Value): string {
  if (isNode(value)) return value.iri === undefined ? `[ ${turtleBody(value)} ]` : `<${value.iri}>`;
  if ('iri' in value) return `<${value.iri}>`;
  const tail = value.language ? `@${value.language}` : value.datatype ? `^^${value.datatype}` : '';
  return quoted(value.text) + tail;
}

const turtleBody = (node: Node): string =>
  [
    ...node.types.map((type) => `a ${type}`),
    ...node.properties.map(([name, value]) => `${name} ${turtleValue(value)}`),
  ].join(' ;\n  ');

/** Nodes with an IRI that are described inside others, with those. */
function* named(node: Node): Generator<Node> {
  if (node.iri !== undefined) yield node;
  for (const [, value] of node.properties) if (isNode(value)) yield* named(value);
}

export const turtle = (nodes: Node[]): string =>
  [
    ...Object.entries(PREFIXES).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`),
    ...nodes.flatMap((node) => [...named(node)]).map((node) => `<${node.iri}> ${turtleBody(node)} .`),
  ].join('\n');

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => text.replace(/[&<>"]/g, (c) => XML[c]!);

function xmlProperty([name, value]: [string, Value]): string {
  if (isNode(value)) return `<${name}>${xmlNode(value)}</${name}>`;
  if ('iri' in value) return `<${name} rdf:resource="${xml(value.iri)}"/>`;
  const attribute = value.language
    ? ` xml:lang="${value.language}"`
    : value.datatype
      ? ` rdf:datatype="${full(value.datatype)}"`
      : '';
  return `<${name}${attribute}>${xml(value.text)}</${name}>`;
}

function xmlNode(node: Node): string {
  const about = node.iri === undefined ? '' : ` rdf:about="${xml(node.iri)}"`;
  const [element = 'rdf:Description', ...others] = node.types;
  const types = others.map((type) => `<rdf:type rdf:resource="${full(type)}"/>`);
  return `<${element}${about}>${types.join('')}${node.properties.map(xmlProperty).join('')}</${element}>`;
}

export const rdfXml = (nodes: Node[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF ${Object.entries(PREFIXES)
    .map(([prefix, iri]) => `xmlns:${prefix}="${iri}"`)
    .join(' ')}>\n${nodes.map(xmlNode).join('\n')}\n</rdf:RDF>`;

function jsonValue(value: Value): unknown {
  if (isNode(value)) return jsonNode(value);
  if ('iri' in value) return { '@id': value.iri };
  if (value.language) return { '@value': value.text, '@language': value.language };
  return value.datatype ? { '@value': value.text, '@type': value.datatype } : value.text;
}

function jsonNode(node: Node): Record<string, unknown> {
  const properties: Record<string, unknown[]> = {};
  for (const [name, value] of node.properties) {
    properties[name] ??= [];
    properties[name].push(jsonValue(value));
  }
  return { ...(node.iri === undefined ? {} : { '@id': node.iri }), '@type': node.types, ...properties };
}

export const jsonLd = (nodes: Node[]): string =>
  JSON.stringify({ '@context': PREFIXES, '@graph': nodes.map(jsonNode) });
