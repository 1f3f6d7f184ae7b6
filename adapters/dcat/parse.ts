/** A catalogue's document to raw records, each as the canonical N-Quads of its own part of the graph. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { HttpResponse, ListedRow, UnlistableRow } from '../contract.ts';
import { canonicalText, type Graph, type Node } from './graph.ts';
import { type Paging, pagingOf } from './paging.ts';
import { nodesOf, recordId, recordNodes } from './records.ts';
import type { DcatOptions } from './request.ts';
import { graphOf } from './serialisation.ts';

export interface CatalogueDocument {
  url: string;
  graph: Graph;
  nodes: ReadonlySet<Node>;
  /** Records by id, in the order of their ids, so that a document's order decides nothing. */
  records: { id: string; node: Node }[];
  nameless: Node[];
  paging: Paging;
  /** What the document itself declares: linked and described records. */
  declared: number;
}

/**
 * Throws what `graphOf` throws; `source.shape-changed` where the RDF holds neither a catalogue nor a record.
 */
export async function parseDocument(
  answer: Pick<HttpResponse, 'body' | 'headers' | 'url'>,
  options: DcatOptions,
): Promise<CatalogueDocument> {
  const graph = await graphOf(answer, options);
  const { nodes, declared, catalogued } = recordNodes(graph, options.records);
  if (nodes.size === 0 && !catalogued) {
    throw new CodedError('source.shape-changed', `${answer.url}: RDF without a dcat:Catalog or a record`);
  }
  const records: CatalogueDocument['records'] = [];
  const nameless: Node[] = [];
  for (const node of nodes) {
    const id = recordId(graph, node, options.idFrom);
    if (id === undefined) nameless.push(node);
    else records.push({ id, node });
  }
  // Two nodes may claim one identifier: their order, too, must not depend on the document's.
  records.sort((a, b) => compare(a.id, b.id) || compare(a.node, b.node));
  return { url: answer.url, graph, nodes, records, nameless, paging: pagingOf(graph, answer.url), declared };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function textOf(document: CatalogueDocument, node: Node, options: DcatOptions): Promise<string> {
  const nodes = nodesOf(document.graph, node, document.nodes, options.maxRecordQuads);
  if (nodes === undefined) {
    throw new CodedError('record.too-large', `more than ${options.maxRecordQuads} statements`);
  }
  return canonicalText(document.graph, nodes);
}

export async function rowOf(
  document: CatalogueDocument,
  { id, node }: { id: string; node: Node },
  options: DcatOptions,
): Promise<ListedRow | UnlistableRow> {
  try {
    const text = await textOf(document, node, options);
    const row = { role: 'row', mediaType: 'application/n-quads' as const, url: document.url, text };
    return { id, row, sign: text, complete: true };
  } catch (error) {
    const { code, detail } = coded(error, 'record.unreadable');
    return { code, detail: `${id}: ${detail}`, text: id, id };
  }
}

/** Records that have neither an identifier nor an IRI. */
export async function namelessRow(
  document: CatalogueDocument,
  node: Node,
  options: DcatOptions,
): Promise<UnlistableRow> {
  const text = await textOf(document, node, options).catch(() => '');
  return {
    code: 'record.no-id',
    detail: `${document.url}: a record with neither dct:identifier nor IRI`,
    text,
  };
}
