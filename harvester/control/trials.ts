/** Trials of what is configured, of an address that is not, and of a file that is kept nowhere. */
import type { HttpClient, Uploads } from '../../adapters/contract.ts';
import { CodedError } from '../../config/errors/errors.ts';
import { COUNTRY } from '../../config/regions.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';
import type { Discovery } from '../discovery/discover.ts';
import { sourceAt } from '../discovery/discover.ts';
import type { Normalize } from '../run/outcome.ts';
import { NO_REQUESTS } from '../run/replay.ts';
import { type Trial, tryOut } from '../trial/trial.ts';
import { type HandedOver, receivedOf } from '../uploads/take-in.ts';
import type { AdapterFor } from './worker.ts';

export type Tried =
  | { source: HarvestableSource }
  | { address: string; family?: string | undefined }
  | { file: HandedOver; region?: string | undefined };

export interface TrialOutcome {
  /** Undefined where no family speaks at the address. */
  trial: Trial | undefined;
  /** Of an address. */
  found: Discovery | undefined;
}

export interface Trials {
  adapterFor: AdapterFor;
  normalize: Normalize;
  clientFor(source: HarvestableSource): HttpClient;
  uploadsOf(source: string): Uploads;
  discover(address: string, family?: string): Promise<Discovery>;
  size: number;
  signal: AbortSignal;
}

/** Throws what `discover` and files throw, and the signal's reason. */
export async function trialOf(tried: Tried, trials: Trials): Promise<TrialOutcome> {
  if ('source' in tried) {
    const { source } = tried;
    return { trial: await tryOne(source, trials.uploadsOf(source.id), trials), found: undefined };
  }
  if ('file' in tried) return { trial: await tryFile(tried.file, tried.region, trials), found: undefined };
  const found = await trials.discover(tried.address, tried.family);
  trials.signal.throwIfAborted();
  const [best] = found.fitting;
  if (best === undefined) return { trial: undefined, found };
  const named = sourceAt(tried.address, best.family, best.base, found.tls, best.variant);
  const source = { ...named, region: found.region ?? named.region };
  return { trial: await tryOne(source, NOTHING_KEPT, trials), found };
}

const NOTHING_KEPT: Uploads = { file: async () => undefined };

async function tryOne(source: HarvestableSource, uploads: Uploads, trials: Trials): Promise<Trial> {
  const { signal, size, normalize } = trials;
  const adapter = await trials.adapterFor(source);
  const http = adapter.asks?.(source) === false ? NO_REQUESTS : trials.clientFor(source);
  return tryOut({ context: { source, http, uploads, signal }, adapter, normalize, size });
}

/** As a hub's catalogue that is handed over, but kept nowhere. */
async function tryFile(file: HandedOver, region: string | undefined, trials: Trials): Promise<Trial> {
  const row = Source.parse({
    ...{ id: 'preview', title: 'preview', kind: 'sharing-hub', mode: 'sharing' },
    region: region ?? COUNTRY,
    harvest: { family: 'sharing-catalogue', options: { from: 'upload' } },
  });
  if (row.harvest === undefined) throw new CodedError('config.not-harvestable', row.id);
  const source = row as HarvestableSource;
  const { name, received } = await receivedOf(await trials.adapterFor(source), source, file);
  const kept = { id: 'preview', name, body: received.body };
  return tryOne(source, { file: async () => kept }, trials);
}
