/** What a record of a catalogue service says. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { RawRecord, Statement } from '../../config/record.ts';
import { rdfStatement } from '../formats/metadata/rdf.ts';
import { recordIdOf, recordStatement } from '../formats/metadata/record.ts';
import type { XmlElement } from '../formats/xml/element.ts';
import { parseXml } from '../formats/xml/parse.ts';
import type { CswOptions } from './request.ts';

/** Throws `record.unreadable`. */
export function cswStatement(record: RawRecord, { page }: Pick<CswOptions, 'page'>): Statement {
  const row = record.parts.find(({ role }) => role === 'row');
  const statement = row?.mediaType === 'application/n-quads' ? rdfStatement(record) : xmlStatement(record);
  const landingPage = page?.replaceAll('{id}', encodeURIComponent(record.id));
  return landingPage === undefined
    ? statement
    : { ...statement, fields: { landingPage, ...statement.fields } };
}

function xmlStatement(record: RawRecord): Statement {
  const row = record.parts.find(({ role }) => role === 'row');
  let root: XmlElement;
  try {
    root = parseXml(row?.text ?? '', row?.url ?? '');
  } catch (cause) {
    throw new CodedError('record.unreadable', `${record.id}: ${coded(cause).detail}`, { cause });
  }
  if (recordIdOf(root) !== record.id)
    throw new CodedError('record.unreadable', `${record.id}: not this record`);
  return recordStatement(root, record.id);
}
