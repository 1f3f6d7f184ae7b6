/**
 * The indices, one purpose each: what is mapped in it, and in which version. An index bears the version in its name, and
 * so does the alias by which a program asks: a change of mappings or of segmentation is a new version, built beside the
 * old one (`rebuild.ts`), and programs of both versions find their own until the old one is dropped.
 */
import type { estypes } from '@elastic/elasticsearch';
import { DIMENSIONS } from '../../../config/quality/quality.ts';
import { FACETS } from '../../query.ts';

/**
 * `entries`: searchable documents. `states`: what a plan needs of an entry, narrow. `keys`: who holds an identity
 * key. `raw`: what the sources said. `history`: what became of entries.
 * `days`: figures of sources. The others are the operational half, and what runs list.
 */
export const PURPOSES = [
  'entries',
  'states',
  'keys',
  'raw',
  'marks',
  'rejections',
  'runs',
  'sources',
  'held',
  'audit',
  'uploads',
  'history',
  'days',
  'watch',
  'links',
  'papers',
] as const;
export type Purpose = (typeof PURPOSES)[number];

type Properties = Record<string, estypes.MappingProperty>;

export interface PurposeLayout {
  /** Of mappings and segmentation: raised with every change of what a document is made into. */
  version: number;
  /** Everything else in a document is kept and not indexed. */
  properties: Properties;
  /** One document for every entry or so: counted in shards. */
  sharded?: true;
  /** Alike and read rarely: compressed together, as well as can be. */
  packed?: true;
  /** Fields that are made of the others again whenever a document is written. */
  notKept?: string[];
}

export type Layout = Record<Purpose, PurposeLayout>;

const keyword: estypes.MappingProperty = { type: 'keyword' };
const flag: estypes.MappingProperty = { type: 'boolean' };
/** Only sorted or multiplied by. */
const column = (type: 'long' | 'double'): estypes.MappingProperty => ({ type, index: false });
/** Our own tokens between spaces; a word's worth is its own, so neither lengths nor frequencies are asked for. */
const tokens: estypes.MappingProperty = { type: 'text', analyzer: 'whitespace', norms: false };

const facets: Properties = Object.fromEntries(FACETS.map((facet) => [facet, keyword]));

export const LAYOUT: Layout = {
  entries: {
    version: 6,
    sharded: true,
    notKept: ['title', 'words', 'place'],
    properties: {
      id: keyword,
      source: keyword,
      resource: keyword,
      alive: flag,
      lead: flag,
      count: { type: 'integer' },
      changedAt: { type: 'date' },
      own: { properties: facets },
      all: { properties: facets },
      offer: { type: 'nested', properties: facets },
      title: tokens,
      words: tokens,
      place: tokens,
      titleHash: { type: 'long' },
      titleKey: { type: 'keyword', index: false },
      tie: column('long'),
      /** Of a lead: when an offer of its resource last changed. */
      changed: { type: 'long' },
      /** Of a lead: rows of data in its resource. */
      rows: column('long'),
      modified: column('long'),
      issued: column('long'),
      quality: {
        properties: {
          lacks: keyword,
          ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, column('double')])),
          mqa: column('long'),
          cycleless: flag,
          due: { type: 'long' },
          overdue: { type: 'long' },
        },
      },
      textShare: column('double'),
      titleShare: column('double'),
    },
  },
  states: { version: 1, sharded: true, properties: {} },
  keys: { version: 1, sharded: true, properties: {} },
  raw: { version: 1, sharded: true, packed: true, properties: {} },
  marks: { version: 1, properties: {} },
  rejections: { version: 1, properties: { run: keyword, sequence: { type: 'long' } } },
  runs: { version: 1, properties: { id: keyword, source: keyword, status: keyword, startedAt: keyword } },
  sources: { version: 1, properties: { source: keyword } },
  held: { version: 1, properties: { id: keyword, source: keyword, state: keyword, heldAt: keyword } },
  audit: { version: 1, properties: { id: keyword, source: keyword, act: keyword, at: keyword } },
  uploads: { version: 1, properties: { id: keyword, source: keyword } },
  papers: {
    version: 1,
    properties: { kind: keyword, id: keyword, order: keyword, tags: keyword, expiresAt: { type: 'date' } },
  },
  history: {
    version: 1,
    sharded: true,
    properties: {
      ...{ id: keyword, entry: keyword, source: keyword, region: keyword },
      ...{ at: keyword, kind: keyword, paths: keyword },
    },
  },
  days: { version: 1, properties: { source: keyword, day: keyword, region: keyword } },
  watch: {
    version: 1,
    properties: {
      what: keyword,
      generation: keyword,
      list: keyword,
      key: keyword,
      rank: { type: 'double' },
      regions: keyword,
      sources: keyword,
      verdict: keyword,
    },
  },
  links: { version: 1, properties: { id: keyword, entry: keyword, source: keyword } },
};

/** By which a program of that version asks. */
export const aliasOf = (prefix: string, purpose: Purpose, version: number): string =>
  `${prefix}-${purpose}-v${version}`;

export interface IndexName {
  purpose: Purpose;
  version: number;
  /** Counts the builds of one version. */
  build: number;
}

export const indexOf = (prefix: string, { purpose, version, build }: IndexName): string =>
  `${aliasOf(prefix, purpose, version)}-${build}`;

const INDEX = new RegExp(`^-(${PURPOSES.join('|')})-v(\\d+)-(\\d+)$`);

/** What the name of an index says; undefined where it is none of ours. */
export function indexNamed(prefix: string, index: string): IndexName | undefined {
  if (!index.startsWith(prefix)) return undefined;
  const [, purpose, version, build] = INDEX.exec(index.slice(prefix.length)) ?? [];
  if (purpose === undefined) return undefined;
  return { purpose: purpose as Purpose, version: Number(version), build: Number(build) };
}
