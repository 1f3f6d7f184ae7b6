/**
 * Builds the index of a purpose anew beside the one in use, from what that one keeps, and lets programs ask the new one.
 * Searches and writes go on: documents are copied in the order in which they were written, again and again what was
 * written meanwhile, and only for the last few of them writes are made to wait. Whoever had read a document of the old
 * index cannot write over it in the new one, and reads it again (`bulk.ts`).
 */
import { randomUUID } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import { CodedError } from '../../../config/errors/errors.ts';
import { connect, DEFAULTS, type ElasticsearchOptions, patiently, translated } from '../connection.ts';
import {
  type Found,
  findIndices,
  newestOf,
  putTemplate,
  refreshIntervalOf,
  refuseNewer,
} from '../layout/indices.ts';
import { aliasOf, indexOf, LAYOUT, type Layout, PURPOSES, type Purpose } from '../layout/layout.ts';
import { prepareStore } from '../store.ts';
import { patienceOf } from '../write/patience.ts';
import { rekeyOnce } from '../write/rekey.ts';
import { copyIndex } from './copy-index.ts';

export interface Rebuilt {
  purpose: Purpose;
  from: string;
  to: string;
  /** Documents in the new index. */
  documents: number;
  /** Times that the old index was gone through: the first for all, the others for what was written meanwhile. */
  passes: number;
  seconds: number;
  /** Of them, those in which writes had to wait. */
  waitedSeconds: number;
  /** On disk, of the primaries. */
  bytes: { from: number; to: number };
}

export interface RebuildProgress {
  purpose: Purpose;
  /** Documents copied so far, those written again meanwhile counted again. */
  copied: number;
  /** Documents in the old index at the start. */
  total: number;
}

export interface Rebuilder {
  /**
   * Brings the indices of older versions to this program's; `all` also those that are of its version already. Throws
   * `catalogue.newer-version`, and `catalogue.in-use` where somebody else is at it.
   */
  rebuild(all: readonly Purpose[], tell?: (progress: RebuildProgress) => void): Promise<Rebuilt[]>;
  /**
   * Brings the entries' identity to this program's rules, once the indices are of its version. Returns how many were
   * looked at; none where that was done before.
   */
  rekey(tell?: (looked: number) => void): Promise<number>;
  /** Drops the indices that gave way. Searches that began on them, and programs of older versions, end with them. */
  dropOld(): Promise<string[]>;
  close(): Promise<void>;
}

/** A pass that found no more than this leaves so little that writes may wait for the next one. */
const FEW = 1_000;
const MOST_PASSES = 20;
/** Whoever builds says so at least this often, in ms; after three times that it is taken for dead. */
const BEAT = 10_000;

/** The index that is being built, to be found by it. */
const buildingAlias = (prefix: string, purpose: Purpose): string => `${prefix}-${purpose}-building`;

export function openRebuilder(options: ElasticsearchOptions): Rebuilder {
  const client = connect(options);
  const { prefix, shards, patience, layout = LAYOUT } = { ...DEFAULTS, ...options };
  const place = { client, prefix, shards, patience, layout, builder: randomUUID() };
  return {
    async rebuild(all, tell = () => undefined) {
      try {
        await refuseNewer(client, prefix, layout);
        const rebuilt: Rebuilt[] = [];
        for (const purpose of PURPOSES) {
          const from = newestOf(await findIndices(client, prefix), purpose);
          if (from === undefined) continue;
          if (from.version === layout[purpose].version && !all.includes(purpose)) continue;
          rebuilt.push(await rebuildOne(place, from, tell));
        }
        return rebuilt;
      } catch (error) {
        throw translated(error);
      }
    },
    async rekey(tell) {
      const store = prepareStore({
        client,
        alias: (purpose) => aliasOf(prefix, purpose, layout[purpose].version),
        patience: patienceOf(patience),
        claimTime: DEFAULTS.claimTime,
        givingWay: () => refuseNewer(client, prefix, layout),
      });
      return rekeyOnce(client, aliasOf(prefix, 'entries', layout.entries.version), store, tell).catch(
        (error: unknown) => {
          throw translated(error);
        },
      );
    },
    async dropOld() {
      const found = await findIndices(client, prefix);
      const old = found.filter((each) => {
        const newest = newestOf(found, each.purpose);
        return (
          newest !== undefined && newest.version === layout[each.purpose].version && gaveWay(each, newest)
        );
      });
      if (old.length > 0) await client.indices.delete({ index: old.map(({ index }) => index) });
      return old.map(({ index }) => index);
    },
    close: () => client.close(),
  };
}

const gaveWay = (each: Found, newest: Found): boolean =>
  each.version < newest.version || (each.version === newest.version && each.build < newest.build);

interface Place {
  client: Client;
  prefix: string;
  shards: number;
  patience: number;
  layout: Layout;
  /** Tells what this process builds from what others do. */
  builder: string;
}

async function rebuildOne(
  place: Place,
  from: Found,
  tell: (progress: RebuildProgress) => void,
): Promise<Rebuilt> {
  const { client, patience } = place;
  const start = performance.now();
  await clearLeftBehind(place, from.purpose);
  // Somebody who was ended in the middle may have left it.
  await setWriteBlock(client, from.index, false);
  const to = await nameOfNext(place, from.purpose);
  const beating = setInterval(() => void beat(place, to).catch(() => undefined), BEAT);
  try {
    await create(place, from.purpose, to);
    const built = await build(place, from, to, tell);
    const bytes = { from: await bytesOf(client, from.index), to: await bytesOf(client, to) };
    const seconds = (performance.now() - start) / 1_000;
    return { purpose: from.purpose, from: from.index, to, ...built, seconds, bytes };
  } catch (error) {
    await patiently(patience, async () => {
      const found = await findIndices(client, place.prefix);
      // The answer to the swap may be all that was lost.
      if (found.some(({ index, serves }) => index === to && serves.length > 0)) return;
      await setWriteBlock(client, from.index, false);
      await client.indices.delete({ index: to, ignore_unavailable: true });
    });
    throw error;
  } finally {
    clearInterval(beating);
  }
}

async function nameOfNext({ client, prefix, layout }: Place, purpose: Purpose): Promise<string> {
  const { version } = layout[purpose];
  const builds = (await findIndices(client, prefix)).filter(
    (each) => each.purpose === purpose && each.version === version,
  );
  return indexOf(prefix, { purpose, version, build: Math.max(0, ...builds.map(({ build: at }) => at)) + 1 });
}

async function create(place: Place, purpose: Purpose, index: string): Promise<void> {
  const { client, prefix, layout, shards, builder } = place;
  await putTemplate(client, prefix, purpose, layout, shards);
  await client.indices.create({
    index,
    aliases: { [buildingAlias(prefix, purpose)]: { is_write_index: true } },
    settings: { refresh_interval: '-1' },
    mappings: { _meta: { builder, beat: new Date().toISOString() } },
  });
}

async function build(
  place: Place,
  from: Found,
  to: string,
  tell: (progress: RebuildProgress) => void,
): Promise<Pick<Rebuilt, 'documents' | 'passes' | 'waitedSeconds'>> {
  const { client, prefix, patience, layout } = place;
  const { purpose } = from;
  const { count: total } = await client.count({ index: from.index });
  const copy = copyIndex({ client, patience, purpose, from: from.index, to: buildingAlias(prefix, purpose) });
  let copied = 0;
  let passes = 0;
  const pass = async (): Promise<number> => {
    passes += 1;
    const before = copied;
    for await (const documents of copy.pass()) {
      copied += documents;
      tell({ purpose, copied, total });
    }
    return copied - before;
  };
  while ((await pass()) > FEW && passes < MOST_PASSES);
  const waits = performance.now();
  await setWriteBlock(client, from.index, true);
  await pass();
  await copy.dropUnlisted();
  const refresh = { refresh_interval: refreshIntervalOf(layout[purpose].sharded) };
  await client.indices.putSettings({ index: to, settings: refresh });
  const documents = await agreed(client, from.index, to);
  await patiently(patience, () => swap(place, from, to));
  return { documents, passes, waitedSeconds: (performance.now() - waits) / 1_000 };
}

/** What somebody began to build and did not end. Throws `catalogue.in-use` where they may still be at it. */
async function clearLeftBehind({ client, prefix, builder }: Place, purpose: Purpose): Promise<void> {
  const name = buildingAlias(prefix, purpose);
  const found = await client.indices.getMapping({
    index: name,
    ignore_unavailable: true,
    allow_no_indices: true,
  });
  for (const [index, { mappings }] of Object.entries(found)) {
    const age = Date.now() - Date.parse(String(mappings._meta?.beat));
    if (mappings._meta?.builder !== builder && age < 3 * BEAT) {
      throw new CodedError('catalogue.in-use', index, {
        hint: '另一个重建正在进行；若已中断，半分钟后再试 / another rebuild goes on; if it was ended, try again in half a minute',
      });
    }
    await client.indices.delete({ index });
  }
}

const beat = ({ client, builder }: Place, index: string): Promise<unknown> =>
  client.indices.putMapping({ index, _meta: { builder, beat: new Date().toISOString() } });

/** Where it is set, writes under way have ended once this resolves. */
const setWriteBlock = (client: Client, index: string, blocked: boolean): Promise<unknown> =>
  blocked
    ? client.indices.addBlock({ index, block: 'write' })
    : client.indices.putSettings({ index, settings: { 'index.blocks.write': null } });

/** As many documents in both. Throws `internal` where not. */
async function agreed(client: Client, from: string, to: string): Promise<number> {
  await client.indices.refresh({ index: [from, to] });
  const [before, after] = await Promise.all([client.count({ index: from }), client.count({ index: to })]);
  if (before.count !== after.count) {
    throw new CodedError('internal', `${from}: ${before.count} documents, ${to}: ${after.count}`);
  }
  return after.count;
}

/**
 * In one step, and harmless when done again. Programs of an older version go on to read the old index, where they may
 * not write any more; those of the same version ask the new one.
 */
function swap({ client, prefix, layout }: Place, from: Found, to: string): Promise<unknown> {
  const { purpose } = from;
  const { version } = layout[purpose];
  const alias = aliasOf(prefix, purpose, version);
  return client.indices.updateAliases({
    actions: [
      { add: { index: to, alias, is_write_index: true } },
      { remove: { index: to, alias: buildingAlias(prefix, purpose), must_exist: false } },
      ...(from.version === version ? [{ remove: { index: from.index, alias, must_exist: false } }] : []),
    ],
  });
}

async function bytesOf(client: Client, index: string): Promise<number> {
  const { _all: all } = await client.indices.stats({ index, metric: 'store' });
  return all.primaries?.store?.size_in_bytes ?? 0;
}
