/** Entries that bear new ids keep their history: known since when the old one was, and the old one goes. */
import type { Run } from '../../index/operations.ts';
import type { Catalogue, Put } from '../../index/port.ts';
import { entryId } from '../../normalizer/entry.ts';
import { keptPages } from '../kept-pages.ts';
import { chunks, removeAll } from './held.ts';
import { type Content, contentOf, type Recognised, recognise } from './rekeyed.ts';

/** Entries read at one time. */
const PAGE = 500;

type Reader = Pick<Catalogue, 'kept' | 'plan'>;

/** What of the absent is there under a new id that this run brought. */
export async function recogniseAbsent(catalogue: Reader, run: Run, absent: string[]): Promise<Recognised> {
  const left = new Set(absent);
  const gone: Content[] = [];
  const fresh: Content[] = [];
  for await (const page of keptPages(catalogue, run.source, PAGE)) {
    const ids = page.map(({ entry }) => entry.localId);
    const { states } = await catalogue.plan(run.source, run.id, ids);
    for (const { entry } of page) {
      if (left.has(entry.localId)) gone.push(contentOf(entry));
      else if (states.get(entry.localId)?.addedIn === run.id) fresh.push(contentOf(entry));
    }
  }
  return recognise(gone, fresh);
}

/** Done again after a crash, it leaves the same. Returns how many old entries went. */
export async function carryOver(
  catalogue: Pick<Catalogue, 'get' | 'raw' | 'plan' | 'write' | 'remove'>,
  run: Run,
  region: string,
  pairs: Recognised['pairs'],
  at: string,
): Promise<number> {
  const { source, checkpoint, ledger, resumed } = run;
  if (checkpoint === null) return 0;
  for (const part of chunks(pairs, PAGE)) {
    const { states } = await catalogue.plan(
      source,
      run.id,
      part.map(({ to }) => to),
    );
    const puts: Put[] = [];
    for (const { from, to } of part) {
      const [old, now] = await Promise.all([from, to].map((id) => catalogue.get(entryId(source, id))));
      const [state, raw] = [states.get(to), await catalogue.raw(entryId(source, to))];
      if (old === undefined || now === undefined || state === undefined || raw === undefined) continue;
      const { rowHash, recordHash, detailedAt } = state;
      puts.push({ entry: now.entry, raw, rowHash, recordHash, detailedAt, firstSeen: old.firstSeen });
    }
    const facts = { source, region, run: run.id, resumed, at, checkpoint, ledger };
    await catalogue.write({ ...facts, puts, touches: [], listed: [], rejections: [] });
  }
  const olds = pairs.map(({ from }) => from);
  return removeAll(catalogue, source, olds, { at, run: run.id });
}
