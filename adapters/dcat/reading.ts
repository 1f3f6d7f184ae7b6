/** How values are taken from a graph: in our readers' language, in an order that no serialisation decides. */

import type { Name } from '../../config/rdf/names.ts';
import { languageRank, preferredLanguage } from '../language.ts';
import { type Graph, isIri, type Literal, type Node, type Term } from './graph.ts';

export const literals = (terms: Term[]): Literal[] =>
  terms.filter((term): term is Literal => typeof term !== 'string' && term.value.trim() !== '');

const inOrder = (found: Literal[]): Literal[] =>
  found.sort((a, b) => languageRank(a.language) - languageRank(b.language) || (a.value < b.value ? -1 : 1));

/** The text of the first of these properties that has one: Chinese, unmarked, English, any. */
export function best(graph: Graph, node: Node, properties: readonly Name[]): string | undefined {
  for (const property of properties) {
    const found = inOrder(literals(graph.all(node, property)))[0];
    if (found !== undefined) return found.value;
  }
  return undefined;
}

/** What a node is called, by any vocabulary's labels. */
export const label = (graph: Graph, node: Node): string | undefined =>
  best(graph, node, [
    'skos:prefLabel',
    'rdfs:label',
    'dct:title',
    'foaf:name',
    'locn:geographicName',
    'schema:name',
    'dct:description',
  ]);

/** All texts of the best language there is, with those of none. */
export function labels(terms: Term[]): string[] {
  const found = literals(terms);
  const language = preferredLanguage(new Set(found.map((text) => text.language)));
  const tagged = preferredLanguage(new Set(found.map((text) => text.language).filter((tag) => tag !== '')));
  const chosen = found.filter((text) =>
    [language, tagged === undefined ? '' : tagged, ''].includes(text.language),
  );
  const links = terms.filter(isIri);
  return [...new Set([...chosen.map((text) => text.value), ...links])].sort();
}

/** All literal values of a property, in order of characters. */
export const values = (graph: Graph, node: Node, property: Name): string[] =>
  literals(graph.all(node, property))
    .map((text) => text.value)
    .sort();

/** A property's value whatever its kind: of several literals the first in order of characters, else a link. */
export const value = (graph: Graph, subject: Node, property: Name): string | undefined =>
  values(graph, subject, property)[0] ?? graph.all(subject, property).filter(isIri).sort()[0];

/** As `value`, links first. */
export const node = (graph: Graph, subject: Node, property: Name): string | undefined =>
  graph.all(subject, property).filter(isIri).sort()[0] ?? values(graph, subject, property)[0];
