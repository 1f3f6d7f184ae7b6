/**
 * What is asked of an OAI-PMH repository (protocol 2.0): `Identify`, and `ListRecords` with its resumption tokens.
 * Source of the facts: openarchives.org, "The Open Archives Initiative Protocol for Metadata Harvesting".
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';

export const OaiOptions = z.strictObject({
  /** The repository's address under the source's base, with query if it has one (`/oai`, `/csw?mode=oaipmh`). */
  path: z
    .string()
    .regex(/^([/?]|$)/, 'starts with / or ?')
    .default(''),
  /** Metadata format: `oai_dc`, or the server's name for DCAT in RDF, ISO 19139, ISO 19115-3 or DataCite. */
  prefix: z.string().min(1).default('oai_dc'),
  /** Sets to go over, one after the other; the whole repository where there are none. */
  sets: z.array(z.string().min(1)).default([]),
  /** What a record's id is: its header's, under which deletions are told, or the dataset's own in RDF. */
  idFrom: z.enum(['header', 'identifier']).default('header'),
  /** `completeListSize` is a guess at this server: the protocol allows one, and then it is no declaration. */
  estimates: z.boolean().default(false),
  /** Ask for what changed only, between full listings. */
  changes: z.boolean().default(true),
});
export type OaiOptions = z.infer<typeof OaiOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function oaiOptions(source: HarvestableSource): OaiOptions {
  const parsed = OaiOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

const count = z.int().nonnegative();
const text = z.string().nullable();
/** Where a listing goes on, and what is needed where the token for it is refused. */
const OaiCursor = z.strictObject({
  /** Which of the sets is gone over. */
  set: count,
  token: text,
  /** The server wants the metadata prefix beside a token. */
  prefixed: z.boolean(),
  /** First date that is asked for, as the server writes dates; the listing's own beginning, and that of a part begun anew. */
  origin: text,
  from: text,
  /** Records of this set that had gone by where that part begins. */
  base: count,
  /** Records of this set that went by, those of them older than `last`, and the newest date, while dates do not go back. */
  passed: count,
  older: count,
  last: text,
  ordered: z.boolean(),
  /** Records of this set, as declared. */
  total: count.nullable(),
  /** Whether a token was refused since there was something new. */
  begunAnew: z.boolean(),
});
export type OaiCursor = z.infer<typeof OaiCursor>;

export const startAt = (set: number, origin: string | null): OaiCursor => ({
  set,
  token: null,
  prefixed: false,
  origin,
  from: origin,
  base: 0,
  passed: 0,
  older: 0,
  last: null,
  ordered: true,
  total: null,
  begunAnew: false,
});

/** Throws `listing.cursor-invalid`. */
export function oaiCursor(cursor: Cursor, options: OaiOptions): OaiCursor {
  const parsed = OaiCursor.safeParse(cursor);
  if (parsed.success && parsed.data.set < Math.max(1, options.sets.length)) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

function ask(source: HarvestableSource, options: OaiOptions, query: Record<string, string>): HttpRequest {
  const address = `${source.harvest.base}${options.path}`;
  return {
    method: 'GET',
    purpose: query.verb === 'ListRecords' ? 'list' : 'other',
    url: `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`,
    headers: { accept: 'text/xml, application/xml;q=0.9, */*;q=0.1' },
  };
}

export const identifyRequest = (source: HarvestableSource, options: OaiOptions): HttpRequest =>
  ask(source, options, { verb: 'Identify' });

/** A token stands alone by the protocol; some servers refuse it so, and some refuse it otherwise. */
export function listRequest(source: HarvestableSource, options: OaiOptions, at: OaiCursor): HttpRequest {
  const metadataPrefix = { metadataPrefix: options.prefix };
  const set = options.sets[at.set];
  return ask(source, options, {
    verb: 'ListRecords',
    ...(at.token === null
      ? {
          ...metadataPrefix,
          ...(at.from === null ? {} : { from: at.from }),
          ...(set === undefined ? {} : { set }),
        }
      : { resumptionToken: at.token, ...(at.prefixed ? metadataPrefix : {}) }),
  });
}

/** A moment as the server takes it: to the day, or to the second. */
export const inGranularity = (moment: string, granularity: string): string => {
  const second = new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
  return /hh/i.test(granularity) ? second : second.slice(0, 10);
};
