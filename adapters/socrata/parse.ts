/** Answers of the Discovery API to raw records. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { ListPage } from '../contract.ts';
import { objectIn, type RowReading, rowsOf } from '../formats/json/rows.ts';
import { countOf, isObject, type Json, ordering } from '../formats/json/values.ts';
import type { SocrataOptions } from './request.ts';

/** Counters of visits and downloads, and the score of the search. */
const COUNTER = /^(page_views|download_count|score|timings)$/;

const resourceOf = (record: Json): Json => (isObject(record.resource) ? record.resource : {});

export function idOf(record: Json): string | undefined {
  const { id } = resourceOf(record);
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}

/** When a thing last changed, data or description, in ms; undefined where it does not say. */
export function changedAt(record: Json): number | undefined {
  const resource = resourceOf(record);
  const instants = ['updatedAt', 'data_updated_at', 'metadata_updated_at']
    .map((key) => Date.parse(String(resource[key] ?? '')))
    .filter((instant) => !Number.isNaN(instant));
  return instants.length === 0 ? undefined : Math.max(...instants);
}

/** What is said to be private or not yet published. */
function hidden(record: Json): string | undefined {
  if (isObject(record.metadata) && record.metadata.visible_to_anonymous === false)
    return 'not visible to the public';
  return record.published === false ? 'not published' : undefined;
}

const readingOf = (options: SocrataOptions): RowReading => ({
  idOf,
  noId: 'no `resource.id`',
  withdrawn: hidden,
  sign: ordering((key) => COUNTER.test(key) || options.volatile.includes(key)),
  complete: true,
  maxRecord: options.maxRecord,
});

/** Throws `source.answer-failed`, `source.shape-changed`. */
export function parseCatalogue(
  answer: RawValue,
  url: string,
  options: SocrataOptions,
): Omit<ListPage, 'next'> & { items: RawValue[] } {
  if (!isObject(answer) || !Array.isArray(answer.results)) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: no \`results\``);
  }
  const declared = countOf(answer.resultSetSize);
  const items = answer.results;
  return {
    items,
    ...rowsOf(items, url, readingOf(options)),
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
