/** The vocabularies that DCAT catalogues are written in: DCAT 3 (W3C), DCAT-AP 3 (SEMIC) and those they reuse. */

export const NAMESPACES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  dc: 'http://purl.org/dc/elements/1.1/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  owl: 'http://www.w3.org/2002/07/owl#',
  adms: 'http://www.w3.org/ns/adms#',
  locn: 'http://www.w3.org/ns/locn#',
  schema: 'http://schema.org/',
  schemas: 'https://schema.org/',
  time: 'http://www.w3.org/2006/time#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  prov: 'http://www.w3.org/ns/prov#',
  spdx: 'http://spdx.org/rdf/terms#',
  dcatap: 'http://data.europa.eu/r5r/',
} as const;

type Prefix = keyof typeof NAMESPACES;
export type Name = `${Prefix}:${string}`;

const iris = new Map<Name, string>();

/** `dct:title` as its IRI; remembered, as every look into a graph asks for some. */
export function iri(name: Name): string {
  const known = iris.get(name);
  if (known !== undefined) return known;
  const colon = name.indexOf(':');
  const made = NAMESPACES[name.slice(0, colon) as Prefix] + name.slice(colon + 1);
  iris.set(name, made);
  return made;
}

/** An IRI as `dct:title` where its namespace is one of these, else untouched. */
export function shortName(value: string): string {
  for (const [prefix, namespace] of Object.entries(NAMESPACES)) {
    if (value.startsWith(namespace)) return `${prefix}:${value.slice(namespace.length)}`;
  }
  return value;
}
