/** `GetRecords` answers to raw records. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { HttpResponse, ListedRow, UnlistableRow } from '../contract.ts';
import { isRdf, rdfRows } from '../formats/metadata/rdf.ts';
import { isRecord, recordIdOf } from '../formats/metadata/record.ts';
import {
  childOf,
  childrenOf,
  documentOf,
  elements,
  textIn,
  type XmlElement,
} from '../formats/xml/element.ts';
import { xmlOf } from '../formats/xml/parse.ts';

type Answer = Pick<HttpResponse, 'body' | 'headers' | 'url' | 'remark'>;

export interface Results {
  url: string;
  /** When the server answered, where it says so with a time zone. */
  clock?: string;
  records: XmlElement[];
  matched?: number;
  /** `nextRecord` as stated. */
  next?: number;
}

/** Throws `source.answer-failed` with the server's own words where this is an exception report. */
function refuseException(root: XmlElement, url: string): void {
  if (!/^(ExceptionReport|ServiceExceptionReport)$/.test(root.name)) return;
  const said = childrenOf(root, 'Exception', 'ServiceException').map((each) => {
    const { exceptionCode, code, locator } = each.attributes;
    return [exceptionCode ?? code, locator, textIn(each)].filter((word) => word !== undefined).join(' ');
  });
  throw new CodedError('source.answer-failed', `${url}: ${said.join('; ').slice(0, 300)}`);
}

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;

/** Throws `source.answer-failed`, `source.not-xml`, `source.shape-changed`. */
export function parseResults(answer: Answer): Results {
  const root = xmlOf(answer);
  refuseException(root, answer.url);
  const results = childOf(root, 'SearchResults');
  if (root.name !== 'GetRecordsResponse' || results === undefined)
    throw new CodedError('source.shape-changed', `${answer.url}: ${root.written} without SearchResults`);
  const clock = childOf(root, 'SearchStatus')?.attributes.timestamp;
  const matched = whole(results.attributes.numberOfRecordsMatched);
  const next = whole(results.attributes.nextRecord);
  return {
    url: answer.url,
    ...(clock !== undefined && /(Z|[+-]\d\d:?\d\d)$/.test(clock) && !Number.isNaN(Date.parse(clock))
      ? { clock }
      : {}),
    records: elements(results),
    ...(matched === undefined ? {} : { matched }),
    ...(next === undefined ? {} : { next }),
  };
}

/** The rows of one result: RDF may describe several datasets. */
export async function rowsOf(record: XmlElement, url: string): Promise<(ListedRow | UnlistableRow)[]> {
  const text = documentOf(record);
  const refuse = (code: UnlistableRow['code'], detail: string): UnlistableRow[] => [{ code, detail, text }];
  if (isRdf(record)) {
    try {
      return await rdfRows(record, url);
    } catch (error) {
      return refuse('record.unreadable', coded(error).detail);
    }
  }
  if (!isRecord(record))
    return refuse('record.unreadable', `${record.written} (${record.space}) is not read`);
  const id = recordIdOf(record);
  if (id === undefined) return refuse('record.no-id', `${url}: a ${record.written} without identifier`);
  return [{ id, row: { role: 'row', mediaType: 'application/xml', url, text }, sign: text, complete: true }];
}
