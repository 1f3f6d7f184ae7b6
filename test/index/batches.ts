/** Batches for tests and measurements: the least a run would write with its entries. */
import { openLedger } from '../../harvester/run/ledger.ts';
import type { Ledger } from '../../index/operations.ts';
import type { Batch } from '../../index/port.ts';
import type { Entry } from '../../normalizer/entry.ts';

export const EMPTY_LEDGER: Ledger = openLedger(0);

export interface BatchFacts {
  source?: string;
  region?: string;
  run?: string;
  resumed?: number;
  batch?: number;
  at?: string;
}

export const AT = '2026-01-01T00:00:00.000Z';

/** All entries of one source. */
export function batchOf(entries: Entry[], facts: BatchFacts = {}): Batch {
  const source = facts.source ?? entries[0]?.source ?? 'nowhere';
  return {
    source,
    region: facts.region ?? '100000',
    run: facts.run ?? `${source}-run`,
    resumed: facts.resumed ?? 0,
    at: facts.at ?? AT,
    puts: entries.map((entry) => ({
      entry,
      raw: {
        id: entry.localId,
        parts: [
          {
            role: 'row',
            mediaType: 'application/json',
            url: 'https://example.org/',
            text: JSON.stringify(entry.raw),
          },
        ],
      },
      rowHash: `row ${entry.title}`,
      recordHash: `record ${entry.title}`,
      detailedAt: null,
    })),
    touches: [],
    listed: entries.map(({ localId }) => localId),
    rejections: [],
    checkpoint: { cursor: null, batch: facts.batch ?? 1, sweep: 0, pages: [] },
    ledger: EMPTY_LEDGER,
  };
}
