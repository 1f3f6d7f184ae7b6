/** Statements as Turtle, RDF/XML or JSON-LD, each statement once. */
import { type Quad, Writer } from 'n3';
import { NAMESPACES } from '../../../../config/rdf/names.ts';
import { termIri } from '../../base.ts';
import type { Format } from '../formats.ts';
import { rdfXml } from './rdf-xml.ts';

/** Namespaces that our statements are written in, ours among them. */
export function prefixesOf(base: string): Record<string, string> {
  const { schemas: _, dc: __, ...known } = NAMESPACES;
  return { ...known, huimu: termIri(base, '') };
}

/** The same statement is made wherever a term is named. */
export function distinct(quads: Quad[]): Quad[] {
  const seen = new Map<string, Quad>();
  for (const each of quads) {
    const { subject, predicate, object } = each;
    const type = object.termType === 'Literal' ? [object.language, object.datatype.value] : [];
    const key = JSON.stringify([subject.value, predicate.value, object.termType, object.value, ...type]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

function turtle(quads: Quad[], prefixes: Record<string, string>): Promise<string> {
  const writer = new Writer({ prefixes });
  writer.addQuads(quads);
  return new Promise((done, failed) =>
    writer.end((error, text: string) => (error ? failed(error) : done(text))),
  );
}

/** With its context in it, so that nobody need fetch one. */
async function jsonLd(quads: Quad[], prefixes: Record<string, string>): Promise<string> {
  const { default: jsonld } = await import('jsonld');
  const expanded = await jsonld.fromRDF(quads as never, { useNativeTypes: false });
  return JSON.stringify(await jsonld.compact(expanded, prefixes as never, { graph: true }));
}

export async function serialise(quads: Quad[], format: Format, base: string): Promise<string> {
  const prefixes = prefixesOf(base);
  const each = distinct(quads);
  if (format === 'ttl') return turtle(each, prefixes);
  return format === 'rdf' ? rdfXml(each, prefixes) : jsonLd(each, prefixes);
}
