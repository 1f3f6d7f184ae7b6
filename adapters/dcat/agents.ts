/** Whose the data are, and whom to ask: FOAF agents and vCard points of contact. */

import type { Name } from '../../config/rdf/names.ts';
import type { Field, RawValue } from '../../config/record.ts';
import { filled } from '../filled.ts';
import { type Graph, isBlank, isIri, type Node, type Term } from './graph.ts';
import { best, label, value } from './reading.ts';

/** An office's name: foaf:name, or whatever label its vocabulary uses. */
const agentName = (graph: Graph, agent: Term): string | undefined =>
  typeof agent === 'string'
    ? (best(graph, agent, ['foaf:name', 'vcard:fn']) ?? label(graph, agent))
    : agent.value;

export function agent(graph: Graph, record: Node): { name?: string; code?: string } {
  for (const property of ['dct:publisher', 'dct:creator'] as const) {
    for (const term of graph.all(record, property)) {
      const name = agentName(graph, term) ?? (isIri(term) ? term : undefined);
      const code = typeof term === 'string' ? value(graph, term, 'dct:identifier') : undefined;
      if (name !== undefined) return { name, ...(code === undefined ? {} : { code }) };
    }
  }
  return {};
}

/** vCard gives addresses as literals, as links (`mailto:`), or as nodes with a value. */
function reach(graph: Graph, contact: Node, property: Name): string | undefined {
  const term = graph.all(contact, property)[0];
  if (term === undefined) return undefined;
  const text = typeof term === 'string' && graph.has(term) ? value(graph, term, 'vcard:hasValue') : undefined;
  const plain = (text ?? (typeof term === 'string' ? (isBlank(term) ? '' : term) : term.value)).trim();
  return plain === '' ? undefined : plain.replace(/^(mailto|tel):\s*/i, '').replace(/^%20/, '');
}

export function contact(graph: Graph, record: Node): Partial<Record<Field, RawValue>> {
  const found = graph.all(record, 'dcat:contactPoint').filter((term) => typeof term === 'string');
  const each = found.map((point) =>
    filled({
      contactName: best(graph, point, ['vcard:fn', 'vcard:organization-name', 'foaf:name']),
      contactEmail: reach(graph, point, 'vcard:hasEmail') ?? reach(graph, point, 'foaf:mbox'),
      contactPhone: reach(graph, point, 'vcard:hasTelephone') ?? reach(graph, point, 'foaf:phone'),
    }),
  );
  // One point of contact, not a mixture of several; which one must not depend on order.
  const written = (point: object) => JSON.stringify(point);
  return (
    each.sort(
      (a, b) => Object.keys(b).length - Object.keys(a).length || (written(a) < written(b) ? -1 : 1),
    )[0] ?? {}
  );
}
