/** ListRecords and ListIdentifiers: a part of the order of changes, page by page. */
import type { ChangePlace, ChangesWanted } from '../../../index/port.ts';
import type { XmlNode } from '../xml.ts';
import type { Arguments } from './arguments.ts';
import { spanOf } from './dates.ts';
import { OaiError } from './error.ts';
import { METADATA_FORMATS } from './formats.ts';
import { header, record } from './records.ts';
import type { Repository } from './repository.ts';
import { filtersOfSet } from './sets.ts';
import { LASTS, type Resumption, resumptionOf, tokenOf } from './token.ts';

const START: ChangePlace = { changedAt: new Date(0).toISOString(), id: '' };

function wantedOf({ set, until }: Pick<Resumption, 'set' | 'until'>): ChangesWanted {
  const span = spanOf(undefined, until);
  return {
    ...(span.until === undefined ? {} : { until: span.until }),
    ...(set === undefined ? {} : { filters: filtersOfSet(set) }),
  };
}

async function begin({ catalogue }: Repository, verb: string, given: Arguments): Promise<Resumption> {
  const { metadataPrefix: prefix = '', set, from, until } = given;
  const span = spanOf(from, until);
  if (METADATA_FORMATS[prefix] === undefined)
    throw new OaiError('cannotDisseminateFormat', 'No such format: see ListMetadataFormats');
  const place = span.from === undefined ? START : { changedAt: span.from, id: '' };
  const total = await catalogue.countChanges(place, wantedOf({ set, until }));
  return { verb, prefix, set, from, until, place, cursor: 0, total };
}

/** Throws `OaiError`. */
export async function list(
  repository: Repository,
  verb: 'ListRecords' | 'ListIdentifiers',
  given: Arguments,
): Promise<XmlNode> {
  const { catalogue, namespace, pageSize, now } = repository;
  const at =
    given.resumptionToken === undefined
      ? await begin(repository, verb, given)
      : resumptionOf(given.resumptionToken, verb, now);
  const format = METADATA_FORMATS[at.prefix];
  if (format === undefined) throw new OaiError('badResumptionToken', 'The token is not of this list');
  const found = await catalogue.changes(at.place, pageSize + 1, wantedOf(at));
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  // A list may have shrunk to nothing behind its last token: that is its end, and no error.
  if (last === undefined && at.cursor === 0)
    throw new OaiError('noRecordsMatch', 'Nothing changed in that span and set');
  const items =
    verb === 'ListRecords'
      ? { record: page.map((each) => record(namespace, each, format, repository)) }
      : { header: page.map((each) => header(namespace, each)) };
  const more = last !== undefined && found.length > pageSize;
  if (!more && at.cursor === 0) return items;
  const counts = { '@completeListSize': String(at.total), '@cursor': String(at.cursor) };
  if (!more) return { ...items, resumptionToken: counts };
  const place = { changedAt: last.changedAt, id: last.entry.id };
  return {
    ...items,
    resumptionToken: {
      '#': tokenOf({ ...at, place, cursor: at.cursor + page.length }, now),
      '@expirationDate': `${new Date(now + LASTS).toISOString().slice(0, 19)}Z`,
      ...counts,
    },
  };
}
