/**
 * The catalogue's entry: one source, one local id, one entry. DCAT-AP 3 in spirit, with what China's
 * catalogues add (the three modes, openness classes, registration). The one schema: types, API and stores
 * derive from it.
 *
 * Every mapped value keeps the source's own beside it (`raw`); what could not be understood is in `remarks`.
 */
import { z } from 'zod';
import { MODES } from '../config/registry/modes.ts';

/** A date as precise as the source gave it, China time: 2023, 2023-05, 2023-05-27 or 2023-05-27T10:00:00+08:00. */
export const PreciseDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(\+08:00|Z))?)?)?$/)
  .describe('As precise as the source gave it: year, month, day or instant (China time)');

/** A value of a code list with the source's word for it; `code` null where the word was not understood. */
const coded = <T extends z.ZodType<string>>(code: T) =>
  z.strictObject({ code: code.nullable(), raw: z.string() });

export const KINDS = ['dataset', 'api', 'product', 'service'] as const;
export const OPENNESS = ['unconditional', 'conditional', 'on-application', 'closed', 'unknown'] as const;
export const SHARING = ['unconditional', 'conditional', 'none', 'unknown'] as const;

export const SUBJECT_KINDS = ['basic', 'thematic', 'departmental'] as const;
export const CATALOGUE_LEVELS = ['national', 'departmental'] as const;

export const AUTHORISATION_MODES = ['whole', 'by-sector', 'by-scenario'] as const;
export const OPERATION_PATTERNS = ['single-operator', 'multi-operator'] as const;
export const PRICE_BASES = ['public-benefit', 'commercial'] as const;
export const PRICING_UNITS = ['product', 'call', 'time', 'volume'] as const;
export const REGISTRATION_TYPES = ['first', 'change', 'correction', 'cancellation'] as const;
/** The best first: of several registrations the one that stands first here is shown. */
export const REGISTRATION_STATES = ['valid', 'in-publicity', 'lapsed', 'cancelled'] as const;

export const Agent = z.strictObject({
  /** The office's name, whitespace mended, otherwise as stated. */
  name: z.string().min(1),
  /** Unified social credit code or the catalogue's provider code. */
  code: z.string().optional(),
  /** GB/T 2260 code of the place whose office it is, where the name or the source tells. */
  region: z.string().optional(),
  /** What it is an office for, whatever its name says of place and tier and however that is abbreviated. */
  office: z
    .strictObject({
      /** Of the list `offices`; null where the office is not in it. */
      code: z.string().nullable(),
      /** The list's name for it, else its own name without place and tier. */
      name: z.string().min(1),
      /** It gathers what other offices hold: its name says little of whose the data is. */
      collects: z.literal(true).optional(),
    })
    .optional(),
});

export const Distribution = z.strictObject({
  title: z.string().optional(),
  /** Lower-case short name: csv, xlsx, json, api, table, file … */
  format: z.string().optional(),
  mediaType: z.string().optional(),
  accessUrl: z.string().optional(),
  downloadUrl: z.string().optional(),
  byteSize: z.int().nonnegative().optional(),
  rows: z.int().nonnegative().optional(),
});

export const DataItem = z.strictObject({
  name: z.string().min(1),
  label: z.string().optional(),
  type: z.string().optional(),
  description: z.string().optional(),
});

/** From … until, or so long: a period as far as it is stated. */
export const Period = z.strictObject({
  from: PreciseDate.optional(),
  until: PreciseDate.optional(),
  /** ISO 8601: P3Y. */
  duration: z.string().optional(),
  /** Without an end. */
  open: z.boolean().optional(),
  raw: z.string().optional(),
});

/** A price as stated: an amount, a span, nothing, or to be agreed. Tiers and formulas stay in `raw`. */
export const Price = z.strictObject({
  /** In yuan; the lower end of a span. */
  amount: z.number().nonnegative().optional(),
  /** In yuan: the upper end of a span, or the most that may be asked. */
  upTo: z.number().nonnegative().optional(),
  free: z.boolean().optional(),
  negotiable: z.boolean().optional(),
  /** What it is for: the source's unit (次, 万条), how many of it (10000), and which kind of unit that is. */
  per: z
    .strictObject({
      unit: z.enum(PRICING_UNITS).nullable(),
      quantity: z.number().positive().optional(),
      raw: z.string(),
    })
    .optional(),
  raw: z.string(),
});

export const Remark = z.strictObject({
  /** The entry's field that the remark is about, or the part of the source's answers. */
  field: z.string(),
  /** What is the matter: `not-understood`, `out-of-range`, `conflicting`, `masked`, `unmapped`, `truncated`, `ignored`, `inferred` (from what stands beside it). */
  code: z.enum([
    'not-understood',
    'out-of-range',
    'conflicting',
    'masked',
    'unmapped',
    'truncated',
    'ignored',
    'inferred',
  ]),
  raw: z.string().optional(),
});

export const Entry = z.strictObject({
  // Identity and provenance
  /** `<source>:<local id>`. */
  id: z.string().min(3),
  source: z.string(),
  localId: z.string().min(1),
  family: z.string(),
  /** The id that the family's product gives a resource on every host that carries it, where it does. */
  nativeId: z.string().optional(),
  landingPage: z.string().optional(),
  /** Of an entry taken from another Huimu: where it was first harvested, and through whom it came. */
  provenance: z
    .strictObject({
      /** Its id there. */
      entry: z.string(),
      source: z.string(),
      title: z.string().optional(),
      /** GB/T 2260 code of the place that its source serves. */
      region: z.string().optional(),
      /** Names of instances, the one that harvested it first. */
      via: z.array(z.string()).min(1),
    })
    .optional(),
  // What it is
  title: z.string().min(1),
  description: z.string().optional(),
  publisher: Agent.optional(),
  holder: Agent.optional(),
  implementingAgency: Agent.optional(),
  /** The first of `operators`. */
  operator: Agent.optional(),
  operators: z.array(Agent).min(1).optional(),
  kind: z.enum(KINDS),
  mode: z.enum(MODES),
  openness: z
    .strictObject({ class: z.enum(OPENNESS), conditions: z.string().optional(), raw: z.string() })
    .optional(),
  sharing: z
    .strictObject({
      class: z.enum(SHARING),
      conditions: z.string().optional(),
      /** 共享方式, as stated: by which way it is handed over. */
      way: z.string().optional(),
      raw: z.string(),
    })
    .optional(),
  /** After 《政务信息资源目录编制指南（试行）》 (2017). */
  catalogued: z
    .strictObject({
      /** 信息资源代码: class code and sequence, `3021/007351`. */
      code: z.string().optional(),
      /** 类, 项, 目, 细目, as far as they are stated. */
      classPath: z.array(z.string()).min(1).optional(),
      /** 关联资源代码 */
      related: z.array(z.string()).min(1).optional(),
      subject: coded(z.enum(SUBJECT_KINDS)).optional(),
      level: coded(z.enum(CATALOGUE_LEVELS)).optional(),
    })
    .optional(),
  // What it is about
  /** National field of the portals (`config/vocabularies/themes.yaml`). */
  themes: z.array(coded(z.string())).default([]),
  /** DCAT-AP data-theme codes (EU authority table), derived from `themes`. */
  dcatThemes: z.array(z.string()).default([]),
  /** GB/T 4754 section letter A–T. */
  industry: coded(z.string().regex(/^[A-T]$/)).optional(),
  keywords: z.array(z.string()).default([]),
  // When and where
  issued: PreciseDate.optional(),
  modified: PreciseDate.optional(),
  /** EU frequency authority code (ANNUAL, MONTHLY …), ISO 8601 duration where the source gives a number. */
  frequency: z
    .strictObject({ code: z.string().nullable(), duration: z.string().optional(), raw: z.string() })
    .optional(),
  /** GB/T 2260 code of the place the data is of: the source's own, or a finer one that the record names. */
  spatial: z.strictObject({ code: z.string().regex(/^\d{6}$/), raw: z.string().optional() }),
  temporal: z
    .strictObject({ start: PreciseDate.optional(), end: PreciseDate.optional(), raw: z.string().optional() })
    .optional(),
  // How to get it
  license: coded(z.string()).optional(),
  accessRights: z.enum(['public', 'restricted', 'non-public']).optional(),
  fee: z.strictObject({ free: z.boolean().nullable(), raw: z.string() }).optional(),
  distributions: z.array(Distribution).default([]),
  dataItems: z.array(DataItem).default([]),
  volume: z
    .strictObject({
      rows: z.int().nonnegative().optional(),
      bytes: z.int().nonnegative().optional(),
      files: z.int().nonnegative().optional(),
      apis: z.int().nonnegative().optional(),
      raw: z.string().optional(),
    })
    .optional(),
  /** Office lines and mailboxes; personal mobile numbers are masked, personal names left out. */
  contact: z.strictObject({ phone: z.string().optional(), email: z.string().optional() }).optional(),
  /** Of authorised operation: where, how, how long, at what price. */
  operation: z
    .strictObject({
      /** The zone (运营专区) it belongs to. */
      zone: z.string().optional(),
      authorisation: coded(z.enum(AUTHORISATION_MODES)).optional(),
      pattern: coded(z.enum(OPERATION_PATTERNS)).optional(),
      term: Period.optional(),
      basis: coded(z.enum(PRICE_BASES)).optional(),
      pricingUnit: coded(z.enum(PRICING_UNITS)).optional(),
      /** 上限收费标准, set by the authorising body. */
      ceilingPrice: Price.optional(),
      /** 具体收费标准, set by the operator at or below the ceiling. */
      actualPrice: Price.optional(),
      applicationConditions: z.string().optional(),
    })
    .optional(),
  /** It is a register's record of a thing that others offer, and no offer itself. */
  isRegistration: z.literal(true).optional(),
  /** After 《公共数据资源登记管理暂行办法》 (2025). How it stands on a day: `registration-state.ts`. */
  registration: z
    .strictObject({
      /** Of the country's one code space; absent before it is given. */
      code: z.string().optional(),
      queryCode: z.string().optional(),
      /** As stated. */
      type: z.string().optional(),
      typeCode: z.enum(REGISTRATION_TYPES).optional(),
      registrant: Agent.optional(),
      /** What the register itself says of its state. */
      status: coded(z.enum(REGISTRATION_STATES)).optional(),
      publicity: Period.optional(),
      validFrom: PreciseDate.optional(),
      validUntil: PreciseDate.optional(),
      /** How long from `validFrom` on, where no end is stated. ISO 8601. */
      validFor: z.string().optional(),
    })
    .optional(),
  version: z.string().optional(),
  scenario: z.string().optional(),
  /** The same, each by itself, where several are named. */
  scenarios: z.array(z.string()).min(1).optional(),
  // What the source said, field by field, and what we made nothing of
  raw: z.record(z.string(), z.json()),
  remarks: z.array(Remark).default([]),
});

export type Entry = z.infer<typeof Entry>;
export type Agent = z.infer<typeof Agent>;
export type Distribution = z.infer<typeof Distribution>;
export type DataItem = z.infer<typeof DataItem>;
export type Remark = z.infer<typeof Remark>;
export type Period = z.infer<typeof Period>;
export type Price = z.infer<typeof Price>;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];
export type Kind = (typeof KINDS)[number];
export type Openness = (typeof OPENNESS)[number];

export const entryId = (source: string, localId: string): string => `${source}:${localId}`;
