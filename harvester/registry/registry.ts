/** What people do to sources themselves: set their schedule and pace, pause them, add new ones, and take them out. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { PaperKind } from '../../index/people/papers.ts';
import type { Catalogue } from '../../index/port.ts';
import { changeState, requireStill } from '../control/source-state.ts';
import { keptPages } from '../kept-pages.ts';
import { type Slots, slotAfter, slotsAfter } from '../schedule/slots.ts';
import { type Added, rowToAdd, wireOf } from './added.ts';
import { type Book, type BookOptions, openBook } from './book.ts';
import { type Change, changed, type Override, requireAllowed } from './override.ts';

export { AskedSchedule, Change as ChangeSource } from './override.ts';
export type { Change as ChangeAsked };

export interface Registry extends Book {
  /**
   * Sets a source's schedule, pace or pause, or takes it back. Here it holds at once; in other processes within seconds, and
   * of every run and slot that begins later. Throws `source.unknown`, `config.not-harvestable`, `request.invalid`.
   */
  set(source: string, change: Change, by: string): Promise<Source>;
  /** Keeps a new source. Throws `source.exists`, `request.invalid`, `source.private-address`. */
  add(row: unknown, by: string): Promise<Source>;
  /**
   * Takes an added source out, and its entries off; returns how many. Of one that stands in a file by now nothing is taken
   * off. Throws `source.unknown`, `source.in-file`, `run.already-running`.
   */
  remove(source: string, by: string): Promise<number>;
  /** Its next slots, by another schedule where one is given, ISO 8601. Throws what `set` throws. */
  slots(source: string, count: number, schedule?: string): string[];
}

interface RegistryOptions extends Omit<BookOptions, 'papers'>, Slots {
  catalogue: Catalogue;
}

const TRIES = 5;
const PAGE = 500;

export function openRegistry({ catalogue, ...options }: RegistryOptions): Registry {
  const book = openBook({ ...options, papers: catalogue });
  const now = () => new Date().toISOString();

  function rowOf(id: string): Source {
    const row = book.known(id)?.row;
    if (row === undefined) throw new CodedError('source.unknown', id);
    return row;
  }

  async function keepOverride(id: string, change: Change, by: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const paper = await catalogue.paper<Override>('override', id);
      const content = changed(paper?.content ?? {}, change, by, now());
      try {
        if (Object.keys(content).length === 0) await catalogue.dropPaper('override', id);
        else await catalogue.putPaper(paperOf('override', id, content, paper?.version ?? 0));
        return;
      } catch (error) {
        if (coded(error).code !== 'catalogue.conflict' || tries >= TRIES) throw error;
      }
    }
  }

  /** When it is due by what holds now; one in trouble is left alone no less long than before. */
  async function setDue(source: Source): Promise<void> {
    await changeState(catalogue, source.id, ({ nextDue, failures, ...state }) => {
      const rests = failures > 0 && nextDue !== null ? Date.parse(nextDue) - 1 : 0;
      const due = slotAfter(source, Math.max(Date.now(), rests), options);
      return { ...state, failures, nextDue: due };
    });
  }

  async function set(id: string, change: Change, by: string): Promise<Source> {
    await book.renew();
    requireAllowed(rowOf(id), change, options);
    await keepOverride(id, change, by);
    await book.renew();
    const source = book.sources.get(id) as Source;
    if (change.schedule !== undefined || change.paused !== undefined) await setDue(source);
    return source;
  }

  async function takeOff(source: string): Promise<number> {
    let removed = 0;
    await catalogue.refresh();
    for await (const page of keptPages(catalogue, source, PAGE)) {
      const ids = page.map(({ entry }) => entry.localId);
      if (ids.length > 0) removed += await catalogue.remove(source, ids, now());
    }
    await catalogue.refresh();
    return removed;
  }

  return {
    ...book,
    set,
    async add(given, by) {
      await book.renew();
      const row = rowToAdd(given, options.inside);
      const wire = wireOf(row);
      const same =
        book.sources.get(row.id) ?? [...book.sources.values()].find((each) => wireOf(each) === wire);
      if (same !== undefined) throw new CodedError('source.exists', `${same.id} ${same.title}`);
      const content: Added = { row: { ...row }, by, at: now() };
      try {
        await catalogue.putPaper(paperOf('source', row.id, content, 0));
      } catch (error) {
        if (coded(error).code !== 'catalogue.conflict') throw error;
        throw new CodedError('source.exists', row.id, { cause: error });
      }
      await book.renew();
      return book.sources.get(row.id) as Source;
    },
    async remove(id, by) {
      await book.renew();
      const kept = await catalogue.paper('source', id);
      if (kept === undefined) {
        rowOf(id);
        throw new CodedError('source.in-file', id);
      }
      if (book.known(id)?.added === undefined) {
        await catalogue.dropPaper('source', id);
        await book.renew();
        return 0;
      }
      // Paused first, so that no slot begins while its entries go; done again after a crash, it goes on.
      await set(id, { paused: true }, by);
      await requireStill(catalogue, id);
      const removed = await takeOff(id);
      await catalogue.dropPaper('source', id);
      await catalogue.dropPaper('override', id);
      await book.renew();
      return removed;
    },
    slots(id, count, schedule) {
      const row = rowOf(id);
      const change = schedule === undefined ? {} : { schedule };
      requireAllowed(row, change, options);
      const source = book.sources.get(id) as Source & { harvest: object };
      const asked = { ...source, harvest: { ...source.harvest, ...change } } as Source;
      return slotsAfter(asked, Date.now(), count, options);
    },
  };
}

const paperOf = (kind: PaperKind, id: string, content: unknown, version: number) => ({
  ...{ kind, id, order: id, tags: [], expiresAt: null, version, content },
});
