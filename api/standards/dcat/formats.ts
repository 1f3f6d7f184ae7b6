/** The serialisations of RDF that are answered in. */
import { CodedError } from '../../../config/errors/errors.ts';
import { preferred } from '../negotiate.ts';

export const FORMATS = {
  jsonld: 'application/ld+json',
  ttl: 'text/turtle',
  rdf: 'application/rdf+xml',
} as const;
export type Format = keyof typeof FORMATS;

export const ALL_FORMATS = Object.keys(FORMATS) as Format[];
export const TYPES = ALL_FORMATS.map((format) => FORMATS[format]);

/** The format that a request's `Accept` likes best; JSON-LD where it takes anything. Throws `request.not-acceptable`. */
export function formatFor(accept: string | undefined): Format {
  const type = preferred(accept, TYPES);
  const format = ALL_FORMATS.find((each) => FORMATS[each] === type);
  if (format === undefined) throw new CodedError('request.not-acceptable', TYPES.join(', '));
  return format;
}
