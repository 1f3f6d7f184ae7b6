/** RDF/XML of statements: a description a subject, properties as its elements. Every object stands by its IRI. */
import type { Quad } from 'n3';
import { type XmlNode, xmlDocument } from '../../xml.ts';

const STRING = 'http://www.w3.org/2001/XMLSchema#string';
const LANGUAGE_STRING = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString';

/** `dct:title` of its IRI, as namespaces have it. */
function qualified(predicate: string, prefixes: Record<string, string>): string {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = predicate.slice(namespace.length);
    if (predicate.startsWith(namespace) && /^[A-Za-z_][\w.-]*$/.test(local)) return `${prefix}:${local}`;
  }
  throw new Error(`No prefix for ${predicate}`);
}

function objectOf({ object }: Quad): XmlNode {
  if (object.termType !== 'Literal') return { '@rdf:resource': object.value };
  const type = object.datatype.value;
  return {
    '#': object.value,
    ...(object.language === '' ? {} : { '@xml:lang': object.language }),
    ...(type === STRING || type === LANGUAGE_STRING ? {} : { '@rdf:datatype': type }),
  };
}

/** As elements, to stand in another document. */
export function rdfElements(
  quads: Iterable<Quad>,
  prefixes: Record<string, string>,
): { [name: string]: XmlNode } {
  const subjects = Map.groupBy(quads, ({ subject }) => subject.value);
  const used = new Set<string>(['rdf']);
  const descriptions = [...subjects].map(([subject, statements]): XmlNode => {
    const properties: { [name: string]: XmlNode } = { '@rdf:about': subject };
    for (const statement of statements) {
      const name = qualified(statement.predicate.value, prefixes);
      used.add(name.slice(0, name.indexOf(':')));
      const known = properties[name] as XmlNode[] | undefined;
      if (known === undefined) properties[name] = [objectOf(statement)];
      else known.push(objectOf(statement));
    }
    return properties;
  });
  const namespaces = [...used].map((prefix) => [`@xmlns:${prefix}`, prefixes[prefix] as string]);
  return { 'rdf:RDF': { ...Object.fromEntries(namespaces), 'rdf:Description': descriptions } };
}

export const rdfXml = (quads: Iterable<Quad>, prefixes: Record<string, string>): string =>
  xmlDocument(rdfElements(quads, prefixes));
