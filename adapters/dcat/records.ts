/** Which nodes of a graph are records, what they are called, and what belongs to each. */

import { iri, type Name } from '../../config/rdf/names.ts';
import type { Graph, Node, Term } from './graph.ts';
import { isBlank, isIri } from './graph.ts';
import type { DcatOptions } from './request.ts';

/** How a catalogue links each class of records. */
const LINKS: Record<DcatOptions['records'][number], Name> = {
  Dataset: 'dcat:dataset',
  DataService: 'dcat:service',
  DatasetSeries: 'dcat:dataset',
};

function objectsOf(graph: Graph, name: Name): Set<Node> {
  const found = new Set<Node>();
  for (const subject of graph.subjects()) {
    for (const object of graph.all(subject, name)) if (typeof object === 'string') found.add(object);
  }
  return found;
}

export interface RecordNodes {
  nodes: Set<Node>;
  /** What catalogues link, described here or not, and what is described. */
  declared: number;
  /** A catalogue or collection stands in the graph, be it empty. */
  catalogued: boolean;
}

export function recordNodes(graph: Graph, classes: DcatOptions['records']): RecordNodes {
  const catalogues = graph.typed('dcat:Catalog');
  const series = graph.typed('dcat:DatasetSeries');
  const nodes = new Set<Node>();
  const named = new Set<Node>();
  for (const type of classes) {
    const inner = type === 'DataService' ? objectsOf(graph, 'dcat:accessService') : new Set<Node>();
    const linked = type === 'DatasetSeries' ? new Set<Node>() : objectsOf(graph, LINKS[type]);
    const counts = (node: Node): boolean =>
      !catalogues.has(node) &&
      (type === 'Dataset' ? !series.has(node) : linked.has(node) || !inner.has(node));
    for (const node of graph.typed(`dcat:${type}`)) if (counts(node)) nodes.add(node);
    for (const node of linked) {
      if (!counts(node)) continue;
      named.add(node);
      // Some catalogues leave the class out where they link the dataset.
      if (graph.all(node, 'dct:title').length > 0 && graph.all(node, 'rdf:type').length === 0)
        nodes.add(node);
    }
  }
  const collections = ['hydra:Collection', 'hydra:PagedCollection', 'hydra:PartialCollectionView'] as const;
  return {
    nodes,
    declared: new Set([...nodes, ...named]).size,
    catalogued: catalogues.size > 0 || collections.some((type) => graph.typed(type).size > 0),
  };
}

const text = (term: Term): string => (typeof term === 'string' ? term : term.value).trim();

/** A record's id: the first of its identifiers in order of characters, or its IRI. */
export function recordId(graph: Graph, node: Node, idFrom: DcatOptions['idFrom']): string | undefined {
  const identifier = graph
    .all(node, 'dct:identifier')
    .filter((term) => !isBlank(term))
    .map(text)
    .filter((value) => value !== '')
    .sort()[0];
  const own = isIri(node) ? node : undefined;
  return idFrom === 'identifier' ? (identifier ?? own) : (own ?? identifier);
}

/** Properties whose named objects belong to the record; blank nodes always do. */
const BELONGING = new Set(
  (
    [
      'dcat:distribution',
      'dcat:accessService',
      'dcat:contactPoint',
      'dcat:theme',
      'dct:publisher',
      'dct:creator',
      'dct:spatial',
      'dct:temporal',
      'dct:license',
      'dct:rights',
      'dct:accessRights',
      'dct:accrualPeriodicity',
      'dct:format',
      'dcat:mediaType',
      'vcard:hasTelephone',
      'vcard:hasEmail',
      'time:hasBeginning',
      'time:hasEnd',
    ] as const
  ).map(iri),
);

/** Distance from the record at which no more is taken: dataset, distribution, service, licence, label. */
const MAX_STEPS = 6;

/** The nodes that a record is written in, itself first; undefined where they say more than `maxQuads`. */
export function nodesOf(
  graph: Graph,
  record: Node,
  others: ReadonlySet<Node>,
  maxQuads: number,
): Set<Node> | undefined {
  const taken = new Set<Node>([record]);
  let edge = [record];
  let quads = graph.edges(record).length;
  for (let step = 0; step < MAX_STEPS && edge.length > 0; step += 1) {
    const reached: Node[] = [];
    for (const node of edge) {
      for (const { predicate, object } of graph.edges(node)) {
        if (typeof object !== 'string' || taken.has(object) || others.has(object) || !graph.has(object))
          continue;
        const belongs =
          isBlank(object) ||
          BELONGING.has(predicate) ||
          (predicate === iri('dct:hasPart') && graph.is(object, 'foaf:Document'));
        if (!belongs || graph.is(object, 'dcat:Catalog')) continue;
        taken.add(object);
        reached.push(object);
        quads += graph.edges(object).length;
        if (quads > maxQuads) return undefined;
      }
    }
    edge = reached;
  }
  return quads > maxQuads ? undefined : taken;
}
