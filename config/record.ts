/**
 * The shapes in which records travel between rooms: raw, as the source sent them, and stated, as an adapter read
 * them. The names under which a source's own words travel from an adapter to the normaliser. The key maps of the
 * configuration (`config/families`, `config/sources`, `config/labels.yaml`) target these names, so they live
 * here: adapters and normaliser meet in them and import nothing of each other.
 */

export type RawValue = string | number | boolean | null | RawValue[] | { [key: string]: RawValue };

/** Field names a key map may target. Values arrive untouched; meaning is the normaliser's. */
export const FIELDS = [
  'title',
  'description',
  'publisher',
  'publisherCode',
  'holder',
  'implementingAgency',
  'operator',
  'kind',
  'mode',
  'openness',
  'openConditions',
  'sharing',
  'sharingConditions',
  'sharingMode',
  'theme',
  'industry',
  'keywords',
  'issued',
  'modified',
  'frequency',
  'spatial',
  'spatialCode',
  'temporal',
  'temporalStart',
  'temporalEnd',
  'license',
  'accessRights',
  'fee',
  'formats',
  'volume',
  'rows',
  'fileCount',
  'apiCount',
  'contactName',
  'contactPhone',
  'contactEmail',
  'zone',
  'authorisationMode',
  'operationPattern',
  'term',
  'termFrom',
  'termUntil',
  'ceilingPrice',
  'actualPrice',
  'pricingUnit',
  'priceBasis',
  'applicationConditions',
  'registrant',
  'registrationCode',
  'registrationQueryCode',
  'registrationStatus',
  'registrationValidity',
  'publicity',
  'publicityFrom',
  'publicityUntil',
  'registrationType',
  'registrationValidFrom',
  'registrationValidUntil',
  'identifier',
  'resourceCode',
  'classPath',
  'relatedCodes',
  'subjectKind',
  'catalogueLevel',
  'landingPage',
  'version',
  'scenario',
  'catalogPath',
] as const;

export type Field = (typeof FIELDS)[number];

export interface StatedDistribution {
  title?: RawValue;
  format?: RawValue;
  mediaType?: RawValue;
  accessUrl?: RawValue;
  downloadUrl?: RawValue;
  byteSize?: RawValue;
  rows?: RawValue;
}

export interface StatedDataItem {
  name?: RawValue;
  label?: RawValue;
  type?: RawValue;
  description?: RawValue;
}

/** What an adapter could not read, or left aside: it joins the remarks of the entry. */
export interface StatedRemark {
  /** A field, or the part of the source's answer that it is about. */
  field: string;
  code: 'not-understood' | 'ignored' | 'conflicting' | 'inferred';
  /** What stood there. */
  raw?: string;
}

/** What a source says of one thing, under the catalogue's field names, values untouched. */
export interface Statement {
  /** The source's own identifier, exactly as it gives it. */
  id: string;
  fields: Partial<Record<Field, RawValue>>;
  distributions: StatedDistribution[];
  dataItems: StatedDataItem[];
  /** Labels or keys of the source that no key map names, with their values. */
  unmapped: Record<string, RawValue>;
  /** Parts that were left aside, as what they say is another thing's: role → why. */
  aside?: Record<string, string>;
  /** What was there and could not be read, so that nothing goes without a word. */
  remarks?: StatedRemark[];
  /** What the codes among the values stand for, by the source's own legend: field → code → word. */
  codes?: Partial<Record<Field, Record<string, string>>>;
  /** `<family>/<id>` where the family's product gives a resource one id on every host that carries it. */
  nativeId?: string;
  /** The whole entry, instead of fields. */
  adopted?: Adopted;
}

/** An entry as another catalogue of this kind made it, and the way it came. */
export interface Adopted {
  entry: Record<string, RawValue>;
  /** The catalogue that said it, by its own name. */
  instance: string;
  /** Those that it had come through before, the first one first. */
  via: string[];
  /** Where it was first harvested: the entry's id there, and its source's id, title and region. */
  origin: { entry: string; source: string; title?: string; region?: string };
}

/** A JSON value that says where to go on; made and validated by the adapter alone. */
export type Cursor = { [key: string]: string | number | boolean | null };

/** One piece of what the source said of one thing, decoded to text and otherwise untouched. */
export interface RawPart {
  /** `row`: its part of a list answer. `detail`: its own answer. Others by name, as `files`. */
  role: string;
  mediaType: 'application/json' | 'text/html' | 'application/xml' | 'text/turtle' | 'application/n-quads';
  /** The address that was asked, for provenance and relative links. */
  url: string;
  text: string;
}

export interface RawRecord {
  id: string;
  parts: RawPart[];
}
