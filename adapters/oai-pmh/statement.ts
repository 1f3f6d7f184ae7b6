/** What an OAI-PMH record says. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { RawRecord, Statement } from '../../config/record.ts';
import { isRdf, rdfStatement } from '../formats/metadata/rdf.ts';
import { recordStatement } from '../formats/metadata/record.ts';
import { childOf, textIn, type XmlElement } from '../formats/xml/element.ts';
import { parseXml } from '../formats/xml/parse.ts';
import { metadataOf } from './parse.ts';

/** Throws `record.unreadable`. */
export function oaiStatement(record: RawRecord): Statement {
  const row = record.parts.find(({ role }) => role === 'row');
  if (row?.mediaType === 'application/n-quads') return rdfStatement(record);
  const unreadable = (why: string, cause?: unknown) =>
    new CodedError('record.unreadable', `${record.id}: ${why}`, { cause });
  let root: XmlElement;
  try {
    root = parseXml(row?.text ?? '', row?.url ?? '');
  } catch (cause) {
    throw unreadable(coded(cause).detail, cause);
  }
  if (textIn(childOf(childOf(root, 'header'), 'identifier')) !== record.id)
    throw unreadable('not this record');
  const metadata = metadataOf(root);
  if (metadata === undefined) throw unreadable('no metadata');
  if (isRdf(metadata)) throw unreadable('RDF that is none, or describes no dataset');
  return recordStatement(metadata, record.id);
}
