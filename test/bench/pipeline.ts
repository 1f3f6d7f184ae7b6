/**
 * Entries a second through the whole pipeline (list, detail, normalise, write) beside the raw index rate of the
 * very same batches, and a second harvest of the unchanged source.
 *
 * The platform's answers are made in a harvest before, whose batches are kept and written again for the raw rate.
 */
import type { Run } from '../../index/operations.ts';
import { KeptBatches } from './batches.ts';
import { type Cost, costOf, costOfWriting } from './cost.ts';
import { harvestOnce, openCatalogue, startPlatform, watched } from './harvesting.ts';

export interface PipelineFigures {
  source: string;
  entries: number;
  raw: Cost;
  first: Cost;
  second: Cost;
  /** Processor time of the platform's process in the first harvest, in µs. */
  platform: number;
  /** Requests of each harvest; `listed` of the second: those for its list alone, robots.txt is another. */
  requests: { first: number; second: number; listed: number };
  /** Entries that the second harvest wrote. */
  rewritten: number;
}

const requestsOf = ({ requests }: Run): number => requests.list + requests.detail + requests.other;

async function rawRate(batches: KeptBatches): Promise<Cost> {
  const { catalogue, close } = await openCatalogue();
  try {
    return await costOfWriting(catalogue, batches);
  } finally {
    await close();
  }
}

export async function pipeline(source: string, entries: number): Promise<PipelineFigures> {
  const platform = await startPlatform(source, entries, { keep: true });
  const batches = new KeptBatches();
  try {
    const before = await openCatalogue();
    await harvestOnce(
      source,
      platform.routes,
      watched(before.catalogue, (batch) => batches.keep(batch)),
    );
    await before.close();
    const raw = await rawRate(batches);
    const { catalogue, close } = await openCatalogue();
    try {
      const platformBefore = await platform.cpu();
      const first = await costOf(() => harvestOnce(source, platform.routes, catalogue));
      const platformCpu = (await platform.cpu()) - platformBefore;
      const second = await costOf(() => harvestOnce(source, platform.routes, catalogue));
      const { ledger } = second.result;
      return {
        source,
        entries: first.result.ledger.added,
        raw,
        first: first.cost,
        second: second.cost,
        platform: platformCpu,
        requests: {
          first: requestsOf(first.result),
          second: requestsOf(second.result),
          listed: second.result.requests.list,
        },
        rewritten: ledger.added + ledger.updated + ledger.removed,
      };
    } finally {
      await close();
    }
  } finally {
    platform.close();
    batches.drop();
  }
}
