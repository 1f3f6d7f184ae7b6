/** The composition root: opens the catalogue, makes the harvester over it, and closes both in order. */
import { fileURLToPath } from 'node:url';
import type { Queue as BullQueue } from 'bullmq';
import { CodedError } from '../config/errors/errors.ts';
import { loadOwnWords } from '../config/own-words.ts';
import type { Source } from '../config/registry/source.ts';
import { loadSources } from '../config/registry/sources.ts';
import type { Settings } from '../config/settings/settings.ts';
import type { Resolve } from '../harvester/client/address.ts';
import { type Clients, createClients } from '../harvester/client/client.ts';
import type { HarvestControl } from '../harvester/control/control.ts';
import { createHarvester } from '../harvester/control/create.ts';
import type { Joined } from '../harvester/control/joined.ts';
import type { Gates } from '../harvester/pace/port.ts';
import type { Registry } from '../harvester/registry/registry.ts';
import type { Catalogue } from '../index/port.ts';
import { openCatalogues, withHint } from './catalogues.ts';
import { lockForHarvest } from './harvest-lock.ts';
import { instanceOf } from './instance.ts';
import { openTally, type Tally } from './metrics/tally.ts';
import { keepRegistry } from './registry.ts';
import type { Tour } from './schemas/about.ts';
import type { Tell } from './tell.ts';

/** Folder of the checkout: where the pages are built into, and where the demonstration's country lies. */
export const PROJECT = fileURLToPath(new URL('..', import.meta.url));

export interface Huimu {
  settings: Settings;
  sources: ReadonlyMap<string, Source>;
  catalogue: Catalogue;
  control: HarvestControl;
  registry: Registry;
  /** BullMQ's queue, to look at, where there is one. */
  board: BullQueue | undefined;
  tally: Tally;
  tour: Tour;
  close(): Promise<void>;
}

export interface ComposeOptions {
  /** The sources; the configured ones where absent. */
  rows?: Source[];
  tell?: Tell;
  /** Runs will be started here: by one process a data folder, or by many that Redis joins. */
  harvests?: boolean;
  /** Of many processes, this one does runs; one that is alone does them anyway. */
  works?: boolean;
  /** Ways to what is worth seeing. */
  tour?: Tour;
  /** What time it is for runs, ms since 1970: a past can be played. */
  clock?: () => number;
  /** What names of sources' hosts come to; as the system says where absent. */
  resolve?: Resolve;
}

/**
 * Throws `config.invalid` where a source row is wrong, `catalogue.*` where the data folder or the cluster cannot be used,
 * `queue.unavailable` where Redis is not there.
 */
export async function composeHuimu(
  settings: Settings,
  { rows, tell, harvests = false, works = false, tour = [], clock, resolve }: ComposeOptions = {},
): Promise<Huimu> {
  loadOwnWords(settings.words);
  const inFiles = rows ?? loadSources(settings.sources);
  const unlock = harvests ? lockForHarvest(settings.data, settings.redisUrl !== undefined) : undefined;
  const alone = settings.redisUrl === undefined;
  const opened = await openCatalogues(settings, harvests && (works || alone), tell).catch(
    (error: unknown) => {
      unlock?.();
      throw error;
    },
  );
  const { catalogue, patient } = opened;
  const joined = await (harvests ? joinedOf(settings, tell) : undefined)?.catch(async (error: unknown) => {
    await opened.close();
    unlock?.();
    throw error;
  });
  const { registry, close: forget } = await keepRegistry(catalogue, inFiles, settings, tell);
  const { sources } = registry;
  const tally = openTally();
  const clients = clientsOf(settings, tally, {
    ...(joined && { gates: joined.gates }),
    ...(resolve && { resolve }),
  });
  const control = createHarvester({
    catalogue,
    patient,
    sources,
    renew: registry.renew,
    insideSources: settings.insideSources,
    clients,
    parallel: settings.parallel,
    instance: instanceOf(settings),
    ...(joined && { queue: joined.queue, works }),
    defaultSchedule: settings.schedule,
    linkSample: settings.linkSample,
    ...(clock && { clock }),
    onEnded: tally.ended,
    onNotice: ({ source, code, zh, en }) => tell?.(`${source}: ${zh}`, `${source}: ${en}`, code),
    onScheduleError: (source, error) => {
      const said = withHint(error);
      tell?.(
        `${source}: 未能按计划采集：${said}`,
        `${source}: not harvested as scheduled: ${said}`,
        error.code,
      );
    },
  });
  return {
    settings,
    sources,
    catalogue,
    control,
    registry,
    board: joined?.board,
    tally,
    tour,
    async close() {
      await forget();
      await control.close();
      clients.close();
      joined?.gates.close();
      await opened.close();
      unlock?.();
    },
  };
}

async function joinedOf(
  { redisUrl, redisCa, parallel }: Settings,
  tell: Tell | undefined,
): Promise<Joined | undefined> {
  if (redisUrl === undefined) return undefined;
  const { joinRedis } = await import('../harvester/control/joined.ts');
  return joinRedis({
    url: redisUrl,
    ...(redisCa && { ca: redisCa }),
    parallel,
    onTrouble: ({ code, detail }) => tell?.(detail, detail, code),
  });
}

const noContact = (): CodedError =>
  new CodedError('config.invalid', 'HUIMU_CONTACT: 未设置 / not set', {
    hint: '来源须能联系到采集方：设为邮箱或网页 / sources must be able to reach who harvests them: a mailbox or a page',
  });

/** Throws `config.invalid` where nobody is named whom a source could turn to. */
export function requireContact(settings: Settings): void {
  if (settings.contact === undefined) throw noContact();
}

/** Without a contact nothing is asked of any source: each run ends with that reason. */
function clientsOf(
  { contact, routes }: Settings,
  tally: Tally,
  means: { gates?: Gates; resolve?: Resolve },
): Clients {
  if (contact === undefined) {
    return {
      forRun() {
        throw noContact();
      },
      forget: () => undefined,
      close: () => undefined,
    };
  }
  return createClients({
    contact: contact.includes('://') ? contact : `mailto:${contact}`,
    routes,
    onOutcome: tally.request,
    ...means,
  });
}
