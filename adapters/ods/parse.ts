/** Answers of Opendatasoft, v1 and v2.1, to raw records. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { ListPage } from '../contract.ts';
import { objectIn, type RowReading, rowsOf } from '../formats/json/rows.ts';
import { countOf, isObject, type Json, ordering } from '../formats/json/values.ts';
import type { OdsOptions } from './request.ts';

/** When the platform last worked at a dataset, and how often it was looked at: no change of the dataset. */
const VOLATILE =
  /^(data_processed|metadata_processed|explore|popularity_score|api_call_count|download_count|attachment_download_count|file_fields_download_count|reuse_count|links)$/;

/** v2.0 wraps each dataset in `dataset`. */
const unwrapped = (value: RawValue): RawValue =>
  isObject(value) && isObject(value.dataset) ? value.dataset : value;

/** v2 says `dataset_id`, v1 `datasetid`. */
export function idOf(record: Json): string | undefined {
  const id = record.dataset_id ?? record.datasetid;
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}

const readingOf = (options: OdsOptions): RowReading => ({
  idOf,
  noId: 'neither `dataset_id` nor `datasetid`',
  sign: ordering((key) => VOLATILE.test(key) || options.volatile.includes(key)),
  complete: true,
  maxRecord: options.maxRecord,
});

/** Throws `source.answer-failed`, `source.shape-changed`. */
export function parseDatasets(answer: RawValue, url: string, options: OdsOptions): Omit<ListPage, 'next'> {
  const items = isObject(answer) ? (answer.results ?? answer.datasets) : undefined;
  if (!isObject(answer) || !Array.isArray(items)) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: neither \`results\` nor \`datasets\``);
  }
  const declared = countOf(answer.total_count ?? answer.nhits);
  return {
    ...rowsOf(items.map(unwrapped), url, readingOf(options)),
    ...(declared === undefined ? {} : { declared }),
  };
}

/** Throws `record.unreadable`. */
export function recordIn(raw: RawRecord): Json {
  const record = objectIn(
    raw.parts.find(({ role }) => role === 'row'),
    raw.id,
  );
  if (idOf(record) === raw.id) return record;
  throw new CodedError('record.unreadable', `${raw.id}: not this record`);
}
