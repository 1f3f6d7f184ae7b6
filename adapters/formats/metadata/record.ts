/** A record in whichever of the known metadata formats it comes, inside any envelope: what it is called, what it says. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { Statement } from '../../../config/record.ts';
import { elements, type XmlElement } from '../xml/element.ts';
import { dataciteId, dataciteStatement, isDatacite } from './datacite.ts';
import { dublinCoreId, dublinCoreStatement, isDublinCore } from './dublin-core.ts';
import { isIso, isoId, isoStatement } from './iso.ts';

interface Format {
  is(element: XmlElement): boolean;
  id(element: XmlElement): string | undefined;
  statement(element: XmlElement, id: string): Statement;
}

const FORMATS: Format[] = [
  { is: isIso, id: isoId, statement: isoStatement },
  { is: isDublinCore, id: dublinCoreId, statement: dublinCoreStatement },
  { is: isDatacite, id: dataciteId, statement: dataciteStatement },
];

const formatOf = (element: XmlElement): Format | undefined => FORMATS.find(({ is }) => is(element));

/** Whether an element is a record in a format that is read here. */
export const isRecord = (element: XmlElement): boolean => formatOf(element) !== undefined;

export const recordIdOf = (element: XmlElement): string | undefined => formatOf(element)?.id(element);

/** Throws `record.unreadable` where the format is none of the known ones. */
export function recordStatement(element: XmlElement, id: string): Statement {
  const format = formatOf(element);
  if (format === undefined)
    throw new CodedError('record.unreadable', `${id}: ${element.written} (${element.space}) is not read`);
  const statement = format.statement(element, id);
  if (elements(element).length === 0) throw new CodedError('record.unreadable', `${id}: an empty record`);
  return statement;
}
