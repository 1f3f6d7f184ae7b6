/**
 * The indices, one purpose each: a versioned template, a concrete index that bears the version in its name, and an
 * alias by which everything else asks. A change of mappings is a new index beside the old one and a moved alias.
 */
import type { Client, estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors.ts';
import { FACETS } from '../query.ts';
import { statusOf } from './connection.ts';

/** Of mappings and segmentation; an older catalogue is rebuilt, a newer one refused. */
export const VERSION = 1;

/**
 * `entries`: searchable documents. `states`: what a plan needs of an entry, narrow. `keys`: who holds an identity
 * key. `raw`: what the sources said. The others are the operational half, and what runs list.
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
] as const;
export type Purpose = (typeof PURPOSES)[number];

type Properties = Record<string, estypes.MappingProperty>;

const keyword: estypes.MappingProperty = { type: 'keyword' };
const flag: estypes.MappingProperty = { type: 'boolean' };
/** Only sorted or multiplied by. */
const column = (type: 'long' | 'double'): estypes.MappingProperty => ({ type, index: false });
/** Our own tokens between spaces; a word's worth is its own, so neither lengths nor frequencies are asked for. */
const tokens: estypes.MappingProperty = { type: 'text', analyzer: 'whitespace', norms: false };

const facets: Properties = Object.fromEntries(FACETS.map((facet) => [facet, keyword]));

/** Everything else in a document is kept and not indexed. */
const MAPPINGS: Record<Purpose, Properties> = {
  entries: {
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
    modified: column('long'),
    issued: column('long'),
    textShare: column('double'),
    titleShare: column('double'),
  },
  states: {},
  keys: {},
  raw: {},
  marks: {},
  rejections: { run: keyword, sequence: { type: 'long' } },
  runs: { id: keyword, source: keyword, status: keyword, startedAt: keyword },
  sources: { source: keyword },
  held: { id: keyword, source: keyword, state: keyword, heldAt: keyword },
};

/** Tokens are made of the entry again whenever it is written. */
const NOT_KEPT = ['title', 'words', 'place'];

const SHARDED: ReadonlySet<Purpose> = new Set<Purpose>(['entries', 'states', 'keys', 'raw']);

export const aliasOf = (prefix: string, purpose: Purpose): string => `${prefix}-${purpose}`;

function templateOf(
  prefix: string,
  purpose: Purpose,
  shards: number,
): estypes.IndicesPutIndexTemplateRequest {
  return {
    name: aliasOf(prefix, purpose),
    index_patterns: [`${prefix}-${purpose}-v${VERSION}-*`],
    version: VERSION,
    template: {
      settings: {
        number_of_shards: SHARDED.has(purpose) ? shards : 1,
        auto_expand_replicas: '0-1',
        // Raw records are alike and read rarely: compressed together, as well as can be.
        ...(purpose === 'raw' ? { codec: 'best_compression' } : {}),
        refresh_interval: SHARDED.has(purpose) ? '10s' : '1s',
      },
      mappings: {
        dynamic: false,
        _meta: { huimu: VERSION },
        ...(purpose === 'entries' ? { _source: { excludes: NOT_KEPT } } : {}),
        properties: MAPPINGS[purpose],
      },
    },
  };
}

async function make(client: Client, prefix: string, purpose: Purpose, shards: number): Promise<void> {
  await client.indices.putIndexTemplate(templateOf(prefix, purpose, shards));
  try {
    await client.indices.create({
      index: `${prefix}-${purpose}-v${VERSION}-1`,
      aliases: { [aliasOf(prefix, purpose)]: { is_write_index: true } },
    });
  } catch (error) {
    // Another process was quicker.
    if (statusOf(error) !== 400) throw error;
    if (!(await client.indices.existsAlias({ name: aliasOf(prefix, purpose) }))) throw error;
  }
}

/** Makes what is not there. Throws `catalogue.newer-version` where a later program wrote it. */
export async function makeLayout(client: Client, prefix: string, shards: number): Promise<void> {
  const found = await client.indices.getMapping({
    index: PURPOSES.map((purpose) => aliasOf(prefix, purpose)).join(','),
    ignore_unavailable: true,
    allow_no_indices: true,
  });
  const there = new Set<string>();
  for (const [index, { mappings }] of Object.entries(found)) {
    const version = Number(mappings._meta?.huimu ?? 0);
    if (version > VERSION) {
      const detail = `${index}: version ${version}, this program knows ${VERSION}`;
      throw new CodedError('catalogue.newer-version', detail, {
        hint: 'Install the version of Huimu that wrote it, or a later one',
      });
    }
    there.add(index);
  }
  const missing = PURPOSES.filter(
    (purpose) => ![...there].some((index) => index.startsWith(`${prefix}-${purpose}-v`)),
  );
  await Promise.all(missing.map((purpose) => make(client, prefix, purpose, shards)));
}
