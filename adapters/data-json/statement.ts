/** What a dataset or service of DCAT-US 1.1 or 3 says, under the catalogue's field names. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Field, RawRecord, RawValue, StatedDistribution, Statement } from '../../config/record.ts';
import { objectIn } from '../formats/json/rows.ts';
import { remarking, unread } from '../formats/json/unread.ts';
import {
  isObject,
  itemsOf,
  type Json,
  type Odd,
  withoutEmpty,
  wordOf,
  wordsOf,
} from '../formats/json/values.ts';
import { identifierOf } from './parse.ts';

/** Keys that are read, or say nothing of the thing. */
const KNOWN = new Set(
  `@type @context identifier title description keyword theme publisher contactPoint modified issued
   accrualPeriodicity accessLevel accessRights license spatial temporal landingPage version distribution
   endpointURL endpointDescription servesDataset`.split(/\s+/),
);

/** ISO 8601's repeating interval, which schema 1.1 lets stand for a date of change: how often, not when. */
const isInterval = (value: RawValue | undefined): value is string =>
  typeof value === 'string' && /^R\d*\/P/i.test(value.trim());

/** `start/end`, or (DCAT-US 3) periods with both. */
function temporal(value: RawValue | undefined): Partial<Record<Field, RawValue>> {
  const periods = itemsOf(value).filter(isObject);
  const bounds = (key: string): string[] =>
    periods.flatMap((period) => wordOf(period[key]) ?? []).map(String);
  const [start] = bounds('startDate').sort();
  const end = bounds('endDate').sort().at(-1);
  if (start === undefined && end === undefined) return withoutEmpty({ temporal: wordOf(value) });
  return withoutEmpty({ temporalStart: start, temporalEnd: end });
}

function contact(value: RawValue | undefined): Partial<Record<Field, RawValue>> {
  const [card] = itemsOf(value).filter(isObject);
  const bare = (key: string): string | undefined =>
    card === undefined
      ? undefined
      : wordOf(card[key])
          ?.toString()
          .replace(/^(mailto|tel):/i, '');
  return withoutEmpty({
    contactName: card === undefined ? wordOf(value) : wordOf(card.fn),
    contactEmail: bare('hasEmail'),
    contactPhone: bare('hasTelephone') ?? bare('tel'),
  });
}

function distributionsOf(record: Json, odd: Odd): StatedDistribution[] {
  const stated = itemsOf(record.distribution).flatMap((item): StatedDistribution[] => {
    if (typeof item === 'string') return [{ accessUrl: item }];
    if (!isObject(item)) {
      odd('distributions', item);
      return [];
    }
    const [service] = itemsOf(item.accessService).filter(isObject);
    const of = withoutEmpty({
      title: wordOf(item.title),
      format: wordOf(item.format),
      mediaType: wordOf(item.mediaType),
      accessUrl: wordOf(item.accessURL) ?? wordOf(service?.endpointURL),
      downloadUrl: wordOf(item.downloadURL),
      byteSize: wordOf(item.byteSize) ?? wordOf(item.size),
    });
    return Object.keys(of).length === 0 ? [] : [of];
  });
  const endpoints = wordsOf('distributions', record.endpointURL, odd);
  return [...stated, ...endpoints.map((accessUrl) => ({ format: 'api', accessUrl }))];
}

/** An identifier that is an address denotes one thing wherever it stands. */
const nativeId = (id: string): string | undefined =>
  /^(https?:\/\/|doi:|10\.\d{4,}\/|urn:)/i.test(id) && !/^https?:\/\/([^/]*\.)?example\./i.test(id)
    ? `dcat/${id}`
    : undefined;

/** Throws `record.unreadable`. */
export function statementOf(raw: RawRecord): Statement {
  const record = objectIn(
    raw.parts.find(({ role }) => role === 'row'),
    raw.id,
  );
  if (identifierOf(record) !== raw.id)
    throw new CodedError('record.unreadable', `${raw.id}: not this record`);
  const { odd, told } = remarking();
  const [office] = itemsOf(record.publisher);
  const isService = record['@type'] === 'DataService' || record.endpointURL !== undefined;
  const interval = isInterval(record.modified) ? record.modified : undefined;
  const fields: Partial<Record<Field, RawValue>> = withoutEmpty({
    title: wordOf(record.title),
    description: wordOf(record.description),
    publisher: wordOf(office),
    kind: isService ? 'api' : undefined,
    keywords: wordsOf('keywords', record.keyword, odd),
    theme: wordsOf('theme', record.theme, odd),
    issued: wordOf(record.issued),
    modified: interval === undefined ? wordOf(record.modified) : undefined,
    frequency: wordOf(record.accrualPeriodicity) ?? interval,
    spatial: wordsOf('spatial', record.spatial, odd),
    license: wordOf(record.license),
    accessRights: wordOf(record.accessLevel) ?? wordOf(record.accessRights),
    landingPage: wordOf(record.landingPage),
    version: wordOf(record.version),
    identifier: raw.id,
    ...temporal(record.temporal),
    ...contact(record.contactPoint),
  });
  const native = nativeId(raw.id);
  return {
    id: raw.id,
    fields,
    distributions: distributionsOf(record, odd),
    dataItems: [],
    unmapped: unread(record, KNOWN),
    ...told(),
    ...(native === undefined ? {} : { nativeId: native }),
  };
}
