/**
 * What a run has listed: one small document for every batch, read once and kept in memory while the run goes on.
 * Documents of a run are numbered without gaps, so that each can be had by name as soon as it is written.
 */
import { CodedError } from '../../../config/errors/errors.ts';
import { keepNewest } from '../../newest.ts';
import { backOff } from '../connection.ts';
import { idOf, type Store } from '../store.ts';
import type { Operation } from './bulk.ts';

interface MarksDocument {
  run: string;
  batch: number;
  localIds: string[];
}

/** By local id: the newest batch that listed it. An older one may be given up: then what a newer one says counts. */
type Listed = Map<string, number>;

interface RunMarks {
  listed: Listed;
  /** Documents read or written so far. */
  documents: number;
}

export interface Marks {
  /** Of the whole run, as of now. */
  listed(run: string): Promise<ReadonlyMap<string, number>>;
  mark(run: string, batch: number, localIds: string[]): Promise<void>;
  forget(run: string): Promise<void>;
  /** Those of the runs that have any. */
  listing(runs: string[]): Promise<string[]>;
}

/** Runs whose marks are kept in memory. */
const KEPT_RUNS = 64;
/** Documents asked for at one time. */
const AHEAD = 50;
const ATTEMPTS = 50;

export function prepareMarks(store: Store): Marks {
  const runs = new Map<string, RunMarks>();
  const idAt = (run: string, at: number): string => idOf(`${run}#${at}`);

  /** The document of that number, once: whoever looks on meanwhile may have added it before. */
  const add = (marks: RunMarks, at: number, { batch, localIds }: MarksDocument) => {
    if (at !== marks.documents) return;
    for (const localId of localIds) {
      marks.listed.set(localId, Math.max(batch, marks.listed.get(localId) ?? batch));
    }
    marks.documents += 1;
  };

  /** With what another process may have written since. */
  async function current(run: string): Promise<RunMarks> {
    const marks = runs.get(run) ?? { listed: new Map<string, number>(), documents: 0 };
    keepNewest(runs, run, marks, KEPT_RUNS);
    for (let ahead = 1; ; ahead = AHEAD) {
      const from = marks.documents;
      const ids = Array.from({ length: ahead }, (_, at) => idAt(run, from + at));
      const found = await store.documents<MarksDocument>('marks', ids);
      for (const [place, document] of found.entries()) {
        if (document !== undefined) add(marks, from + place, document.source);
      }
      if (found.at(-1) === undefined) return marks;
    }
  }

  return {
    listed: async (run) => (await current(run)).listed,
    async mark(run, batch, localIds) {
      // What another process may have written since stands in the way of the next document.
      const marks = runs.get(run) ?? (await current(run));
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const fresh = localIds.filter((localId) => !((marks.listed.get(localId) ?? -1) >= batch));
        if (fresh.length === 0) return;
        const document: MarksDocument = { run, batch, localIds: fresh };
        const at = marks.documents;
        const id = idAt(run, at);
        if ((await store.write({ purpose: 'marks', id, action: 'create', document })) === 'done') {
          add(marks, at, document);
          return;
        }
        await backOff(attempt);
        await current(run);
      }
      throw new CodedError('catalogue.conflict', `${run}: others keep writing its marks`);
    },
    async forget(run) {
      const { documents } = await current(run);
      runs.delete(run);
      // The last first: what is left after a crash is still without gaps.
      const operations = Array.from({ length: documents }, (_, at): Operation => {
        return { purpose: 'marks', id: idAt(run, documents - 1 - at), action: 'delete' };
      });
      await store.bulk(operations);
    },
    async listing(ids) {
      const first = await store.documents(
        'marks',
        ids.map((run) => idAt(run, 0)),
        [],
      );
      return ids.filter((_, at) => first[at] !== undefined);
    },
  };
}
