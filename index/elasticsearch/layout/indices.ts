/** Making the indices, and finding which there are. */
import type { Client, estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../../config/errors/errors.ts';
import { statusOf } from '../connection.ts';
import {
  aliasOf,
  type IndexName,
  indexNamed,
  indexOf,
  type Layout,
  PURPOSES,
  type Purpose,
  type PurposeLayout,
} from './layout.ts';

export interface Found extends IndexName {
  index: string;
  /** Versions whose programs ask here. */
  serves: number[];
}

/** All indices under the prefix. */
export async function findIndices(client: Client, prefix: string): Promise<Found[]> {
  const found = await client.indices.getAlias({
    index: `${prefix}-*`,
    ignore_unavailable: true,
    allow_no_indices: true,
  });
  return Object.entries(found).flatMap(([index, { aliases }]) => {
    const named = indexNamed(prefix, index);
    if (named === undefined) return [];
    const start = aliasOf(prefix, named.purpose, 0).slice(0, -1);
    const serves = Object.keys(aliases)
      .filter((alias) => alias.startsWith(start))
      .map((alias) => Number(alias.slice(start.length)));
    return [{ ...named, index, serves }];
  });
}

/** The index of the newest version that programs ask. */
export const newestOf = (found: Found[], purpose: Purpose): Found | undefined =>
  found
    .filter((each) => each.purpose === purpose && each.serves.includes(each.version))
    .sort((a, b) => b.version - a.version)[0];

function templateOf(
  prefix: string,
  purpose: Purpose,
  { version, properties, sharded, packed, notKept }: PurposeLayout,
  shards: number,
): estypes.IndicesPutIndexTemplateRequest {
  const alias = aliasOf(prefix, purpose, version);
  return {
    name: alias,
    index_patterns: [`${alias}-*`],
    version,
    // A late write to an index that is gone must not make it again.
    allow_auto_create: false,
    template: {
      settings: {
        number_of_shards: sharded ? shards : 1,
        auto_expand_replicas: '0-1',
        ...(packed ? { codec: 'best_compression' } : {}),
        refresh_interval: refreshIntervalOf(sharded),
      },
      mappings: {
        dynamic: false,
        ...(notKept === undefined ? {} : { _source: { excludes: notKept } }),
        properties,
      },
    },
  };
}

export const refreshIntervalOf = (sharded: true | undefined): string => (sharded ? '10s' : '1s');

export const putTemplate = (
  client: Client,
  prefix: string,
  purpose: Purpose,
  layout: Layout,
  shards: number,
): Promise<unknown> => client.indices.putIndexTemplate(templateOf(prefix, purpose, layout[purpose], shards));

async function make(
  client: Client,
  prefix: string,
  purpose: Purpose,
  layout: Layout,
  shards: number,
): Promise<void> {
  const { version } = layout[purpose];
  const alias = aliasOf(prefix, purpose, version);
  await putTemplate(client, prefix, purpose, layout, shards);
  try {
    await client.indices.create({
      index: indexOf(prefix, { purpose, version, build: 1 }),
      aliases: { [alias]: { is_write_index: true } },
    });
  } catch (error) {
    // Another process was quicker.
    if (statusOf(error) !== 400) throw error;
    if (!(await client.indices.existsAlias({ name: alias }))) throw error;
  }
}

/** Throws `catalogue.newer-version` where a later program's indices are in use. */
export async function refuseNewer(client: Client, prefix: string, layout: Layout): Promise<void> {
  const found = await findIndices(client, prefix);
  for (const purpose of PURPOSES) {
    const newest = newestOf(found, purpose);
    const { version } = layout[purpose];
    if (newest !== undefined && newest.version > version) throw otherVersion(newest, version);
  }
}

/**
 * Makes what is not there, by a client of its own (`making`): a busy cluster may take its time for what is made once,
 * and the other one has told already that it is there. Throws `catalogue.newer-version` where a later program wrote it,
 * `catalogue.older-version` where an earlier one did.
 */
export async function makeIndices(
  client: Client,
  making: () => Client,
  prefix: string,
  layout: Layout,
  shards: number,
): Promise<void> {
  const found = await findIndices(client, prefix);
  const missing: Purpose[] = [];
  for (const purpose of PURPOSES) {
    const newest = newestOf(found, purpose);
    const { version } = layout[purpose];
    if (newest === undefined) missing.push(purpose);
    else if (newest.version !== version) throw otherVersion(newest, version);
  }
  if (missing.length === 0) return;
  const maker = making();
  try {
    await Promise.all(missing.map((purpose) => make(maker, prefix, purpose, layout, shards)));
  } finally {
    await maker.close();
  }
}

function otherVersion({ index, version: found }: Found, version: number): CodedError {
  const detail = `${index}: version ${found}, this program knows ${version}`;
  return found > version
    ? new CodedError('catalogue.newer-version', detail, {
        hint: 'Install the version of Huimu that wrote it, or a later one',
      })
    : new CodedError('catalogue.older-version', detail, {
        hint: '运行 huimu reindex：另建新索引后切换，检索与采集照常 / run huimu reindex: it builds a new index beside it and swaps, searches and harvests go on',
      });
}
