/** OAI-PMH answers to raw records. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { HttpResponse, ListedRow, UnlistableRow } from '../contract.ts';
import { isRdf, rdfRows } from '../formats/metadata/rdf.ts';
import {
  childOf,
  childrenOf,
  documentOf,
  elements,
  textIn,
  type XmlElement,
} from '../formats/xml/element.ts';
import { xmlOf } from '../formats/xml/parse.ts';
import type { OaiOptions } from './request.ts';

type Answer = Pick<HttpResponse, 'body' | 'headers' | 'url' | 'remark'>;

/** An error of the protocol: `badResumptionToken`, `noRecordsMatch` … */
export interface OaiError {
  code: string;
  words: string;
}

export interface OaiPage {
  url: string;
  /** `responseDate`, where it is a date. */
  clock?: string;
  records: XmlElement[];
  token: string | null;
  /** `completeListSize` of the token. */
  size?: number;
  error?: OaiError;
}

function envelope(answer: Answer): { root: XmlElement; clock?: string } {
  const root = xmlOf(answer);
  if (root.name !== 'OAI-PMH')
    throw new CodedError('source.shape-changed', `${answer.url}: ${root.written} in place of OAI-PMH`);
  const date = textIn(childOf(root, 'responseDate'));
  return { root, ...(date !== undefined && !Number.isNaN(Date.parse(date)) ? { clock: date } : {}) };
}

const errorIn = (root: XmlElement): OaiError | undefined => {
  const [error] = childrenOf(root, 'error');
  return error === undefined
    ? undefined
    : { code: error.attributes.code?.trim() ?? '', words: textIn(error) ?? '' };
};

/** Throws `source.*`; errors of the protocol are for the adapter to judge. */
export function parseList(answer: Answer): OaiPage {
  const { root, clock } = envelope(answer);
  const page = { url: answer.url, ...(clock === undefined ? {} : { clock }) };
  const list = childOf(root, 'ListRecords');
  const error = errorIn(root);
  if (list === undefined) {
    if (error === undefined) throw new CodedError('source.shape-changed', `${answer.url}: no ListRecords`);
    return { ...page, records: [], token: null, error };
  }
  const resumption = childOf(list, 'resumptionToken');
  const size = Number(resumption?.attributes.completeListSize ?? Number.NaN);
  return {
    ...page,
    records: childrenOf(list, 'record'),
    token: textIn(resumption) ?? null,
    ...(Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
  };
}

/** `granularity` and `deletedRecord` of an `Identify` answer. */
export function parseIdentify(answer: Answer): { granularity: string; deletedRecord: string } {
  const { root } = envelope(answer);
  const said = (name: string) => textIn(childOf(childOf(root, 'Identify'), name));
  return { granularity: said('granularity') ?? 'YYYY-MM-DD', deletedRecord: said('deletedRecord') ?? 'no' };
}

export const datestampOf = (record: XmlElement): string | undefined =>
  textIn(childOf(childOf(record, 'header'), 'datestamp'));

export const identifierOf = (record: XmlElement): string | undefined =>
  textIn(childOf(childOf(record, 'header'), 'identifier'));

/** The sets that a record is in. */
export const setsOf = (record: XmlElement): string[] =>
  childrenOf(childOf(record, 'header') ?? record, 'setSpec').flatMap((set) => textIn(set) ?? []);

/** What is inside `metadata`. */
export const metadataOf = (record: XmlElement): XmlElement | undefined =>
  elements(childOf(record, 'metadata') ?? { ...record, children: [] })[0];

/** A record's rows: one, or several where its RDF describes several datasets. */
export async function rowsOf(
  record: XmlElement,
  url: string,
  { idFrom }: OaiOptions,
): Promise<(ListedRow | UnlistableRow)[]> {
  const header = childOf(record, 'header');
  const id = identifierOf(record);
  const text = documentOf(record);
  if (id === undefined)
    return [{ code: 'record.no-id', detail: `${url}: a header without identifier`, text }];
  if (header?.attributes.status === 'deleted')
    return [{ code: 'record.withdrawn', detail: `${id}: its header is deleted`, text, id }];
  const metadata = metadataOf(record);
  if (metadata !== undefined && isRdf(metadata)) {
    try {
      const rows = await rdfRows(metadata, url);
      const [only] = rows;
      if (rows.length === 1 && only !== undefined && 'row' in only && idFrom === 'header')
        return [{ ...only, id }];
      return rows;
    } catch (error) {
      // It is there, and keeps its place: what is wrong with it is said when it is read.
      coded(error);
    }
  }
  return [{ id, row: { role: 'row', mediaType: 'application/xml', url, text }, sign: text, complete: true }];
}
