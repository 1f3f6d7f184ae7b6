/** Records of DCAT in RDF/XML inside another wire's envelope: read as a catalogue's own document is. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { RawRecord, Statement } from '../../../config/record.ts';
import type { ListedRow, UnlistableRow } from '../../contract.ts';
import { graphOfNQuads } from '../../dcat/graph.ts';
import { namelessRow, parseDocument, rowOf } from '../../dcat/parse.ts';
import { recordId, recordNodes } from '../../dcat/records.ts';
import { DcatOptions } from '../../dcat/request.ts';
import { statementOf } from '../../dcat/statement.ts';
import { documentOf, type XmlElement } from '../xml/element.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

export const isRdf = ({ name, space }: XmlElement): boolean => name === 'RDF' && space === RDF;

/**
 * A catalogue's record about a dataset (`dcat:CatalogRecord`) bears an address of its own, and often names its topic
 * by a third one: what counts is the dataset, by its own identifier.
 */
const options = DcatOptions.parse({ records: ['Dataset', 'DataService', 'DatasetSeries'] });

/** Every dataset that an `rdf:RDF` describes. Throws what `parseDocument` throws. */
export async function rdfRows(rdf: XmlElement, url: string): Promise<(ListedRow | UnlistableRow)[]> {
  const body = new TextEncoder().encode(documentOf(rdf));
  const document = await parseDocument(
    { url, headers: { 'content-type': 'application/rdf+xml; charset=utf-8' }, body },
    options,
  );
  return [
    ...(await Promise.all(document.records.map((record) => rowOf(document, record, options)))),
    ...(await Promise.all(document.nameless.map((node) => namelessRow(document, node, options)))),
  ];
}

/** Throws `record.unreadable`. */
export function rdfStatement(raw: RawRecord): Statement {
  const row = raw.parts.find(({ role }) => role === 'row');
  const ids = new Set<string>();
  try {
    const graph = graphOfNQuads(row?.text ?? '');
    for (const node of recordNodes(graph, options.records).nodes) {
      const id = recordId(graph, node, options.idFrom);
      if (id !== undefined) ids.add(id);
    }
  } catch (cause) {
    throw new CodedError('record.unreadable', `${raw.id}: not N-Quads`, { cause });
  }
  // An envelope may know the record by another name than the dataset has.
  const [own] = ids;
  const id = ids.has(raw.id) || own === undefined ? raw.id : own;
  return { ...statementOf({ ...raw, id }, options), id: raw.id };
}
