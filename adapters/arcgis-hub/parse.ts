/** Answers of ArcGIS Hub's Search API to raw records. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { ListPage } from '../contract.ts';
import { objectIn, type RowReading, rowsOf } from '../formats/json/rows.ts';
import { countOf, isObject, type Json, ordering } from '../formats/json/values.ts';
import type { HubOptions } from './request.ts';

/** Visits, downloads and votes; what the index made of a thing, and when. */
const VOLATILE =
  /^(numViews|numComments|numRatings|avgRating|lastViewed|scoreCompleteness|searchDescription|metadata_updated|links|thumbnail)$/;

export const propertiesOf = (record: Json): Json => (isObject(record.properties) ? record.properties : {});

/** `abc…` of an item, `abc…_0` of a layer of it. */
export function idOf(record: Json): string | undefined {
  const id = record.id ?? propertiesOf(record).id;
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}

function hidden(record: Json): string | undefined {
  const { access } = propertiesOf(record);
  return typeof access === 'string' && access !== 'public' ? `access is ${access.slice(0, 50)}` : undefined;
}

const readingOf = (options: HubOptions): RowReading => ({
  idOf,
  noId: 'neither `id` nor `properties.id`',
  withdrawn: hidden,
  sign: ordering((key) => VOLATILE.test(key) || options.volatile.includes(key)),
  complete: true,
  maxRecord: options.maxRecord,
});

/** Throws `source.answer-failed`, `source.shape-changed`. */
export function parseItems(answer: RawValue, url: string, options: HubOptions): Omit<ListPage, 'next'> {
  if (!isObject(answer) || !Array.isArray(answer.features)) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: no \`features\``);
  }
  const declared = countOf(answer.numberMatched);
  return {
    ...rowsOf(answer.features, url, readingOf(options)),
    ...(declared === undefined ? {} : { declared }),
  };
}

/** Throws `record.unreadable`, `record.withdrawn`. */
export function recordIn(raw: RawRecord): Json {
  const record = objectIn(
    raw.parts.find(({ role }) => role === 'row'),
    raw.id,
  );
  if (idOf(record) === raw.id) return record;
  throw new CodedError('record.unreadable', `${raw.id}: not this record`);
}
