/** The time that data are about: DCAT's own dates, schema.org's before them, OWL-Time's instants. */

import type { Name } from '../../config/rdf/names.ts';
import type { Field, RawValue } from '../../config/record.ts';
import { filled } from '../filled.ts';
import type { Graph, Node } from './graph.ts';
import { label, literals, values } from './reading.ts';

const STARTS: readonly Name[] = ['dcat:startDate', 'schema:startDate', 'schemas:startDate'];
const ENDS: readonly Name[] = ['dcat:endDate', 'schema:endDate', 'schemas:endDate'];
const INSTANTS: readonly Name[] = [
  'time:inXSDDate',
  'time:inXSDDateTimeStamp',
  'time:inXSDDateTime',
  'time:inXSDgYear',
];

export function temporal(graph: Graph, record: Node): Partial<Record<Field, RawValue>> {
  const bound = (period: Node, plain: readonly Name[], instant: Name): string[] => [
    ...plain.flatMap((property) => values(graph, period, property)),
    ...graph
      .all(period, instant)
      .flatMap((term) =>
        typeof term === 'string' ? INSTANTS.flatMap((name) => values(graph, term, name)) : [term.value],
      ),
  ];
  const terms = graph.all(record, 'dct:temporal');
  const periods = terms.filter((term) => typeof term === 'string');
  return filled({
    // Of several periods the whole span.
    temporalStart: periods.flatMap((period) => bound(period, STARTS, 'time:hasBeginning')).sort()[0],
    temporalEnd: periods
      .flatMap((period) => bound(period, ENDS, 'time:hasEnd'))
      .sort()
      .at(-1),
    temporal:
      literals(terms)[0]?.value ??
      periods.map((period) => label(graph, period)).find((text) => text !== undefined),
  });
}
