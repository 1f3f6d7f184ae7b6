/**
 * The embedded engine: the catalogue in one SQLite file. One thread writes, one answers by name, one searches;
 * the caller's thread never waits for the disk.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodedError } from '../../config/errors/errors.ts';
import type { ArchiveKey } from '../archive/archive.ts';
import type { PivotQuery } from '../figures/pivot.ts';
import { byTheMinute, keepAnswers } from '../finding/kept.ts';
import { HISTORY_KEPT } from '../history/port.ts';
import type { Page } from '../operations.ts';
import type { Paper, PaperKind } from '../people/papers.ts';
import type { Catalogue } from '../port.ts';
import type { QualityQuery } from '../quality/figures.ts';
import type { LinkCheck } from '../quality/link-checks.ts';
import type { SearchQuery, StatisticsQuery } from '../query.ts';
import { connect } from './channel.ts';
import { LINK_CHECK_PAGE } from './link-checks.ts';
import type { ArchivePage } from './read/read-archive.ts';
import type { StandingPage } from './read/read-standings.ts';
import type { LookupMethods } from './search/lookup.worker.ts';
import type { SearchMethods } from './search/search.worker.ts';
import { LOOKUP, SEARCH, WRITER } from './threads.ts';
import type { WriterMethods } from './write/writer.worker.ts';

export interface SqliteOptions {
  /** The file; it and its folder are made where they are not there. SQLite keeps `-wal` and `-shm` beside it. */
  path: string;
  /** Records of one entry's history; `HISTORY_KEPT` where absent. */
  historyKept?: number;
}

const now = (): string => new Date().toISOString();

/** Throws `catalogue.newer-version`, `catalogue.unavailable`. */
export async function openSqliteCatalogue({
  path,
  historyKept = HISTORY_KEPT,
}: SqliteOptions): Promise<Catalogue> {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new CodedError('catalogue.unavailable', `${path}: ${String(error)}`, { cause: error });
  }
  const writer = connect<WriterMethods>(WRITER, {
    path,
    historyKept,
  });
  try {
    // The tables are made before the readers look.
    await writer.call.ready();
  } catch (error) {
    await writer.close();
    throw error;
  }
  const lookup = connect<LookupMethods>(LOOKUP, { path });
  const search = connect<SearchMethods>(SEARCH, { path });
  const { call: write } = writer;
  const { call: read } = lookup;
  const { call: ask } = search;
  // What is committed before the look is in the answer that follows it; the searching thread is not waited for.
  const keep = keepAnswers({ standing: async () => String(await read.standing()) });

  return {
    plan: (source, run, localIds) => read.plan(source, run, localIds),
    write: (batch) => write.write(batch),
    async *absent(source, run) {
      for (let after: number | null = 0; after !== null; ) {
        const page = await read.absentPage(source, run, after);
        if (page.localIds.length > 0) yield page.localIds;
        after = page.after;
      }
    },
    remove: (source, localIds, at, run) => write.remove(source, localIds, at, run),
    decide: (id, decision, at) => write.decide(id, decision, at),
    forgetListing: (run) => write.forgetListing(run),
    counts: (source) => read.counts(source),
    get: (id) => read.get(id),
    raw: (id) => read.raw(id),
    kept: (source, after, limit) => read.kept(source, after, limit),
    resource: (id) => read.resource(id),
    changes: (after, limit, wanted) => read.changes(after, limit, wanted),
    countChanges: (after, wanted) => read.countChanges(after, wanted),
    search: keep('search', (query: SearchQuery) => ask.search(query)),
    statistics: keep('statistics', (query: StatisticsQuery) => ask.statistics(query)),
    pivot: keep('pivot', (query: PivotQuery) => ask.pivot(query), byTheMinute),
    quality: keep('quality', (query: QualityQuery) => ask.quality(query), byTheMinute),
    lacking: (query) => ask.lacking(query),
    async *stream(filters, words = { text: '' }) {
      for (let after: string | null = ''; after !== null; ) {
        const page = await ask.streamPage(filters, words, after);
        if (page.entries.length > 0) yield page.entries;
        after = page.after;
      }
    },
    async *archive(kind) {
      let after: ArchiveKey | null = null;
      do {
        const page: ArchivePage = await read.archivePage(kind, after);
        if (page.records.length > 0) yield page.records.map((record) => JSON.parse(record));
        after = page.after;
      } while (after !== null);
    },
    restore: (records) => write.restore(records),
    async refresh() {
      // Whoever only harvests never searches: the first search reads what is there by then.
      if (search.started) await ask.refresh();
    },
    async close() {
      await Promise.all([search.close(), lookup.close()]);
      await writer.close();
    },
    createRun: (run) => write.createRun(run),
    saveRun: (run) => write.saveRun(run),
    getRun: (id) => read.getRun(id),
    listRuns: (filter, limit, cursor) => read.listRuns(filter, limit, cursor),
    rejections: (run, limit, cursor) => read.rejections(run, limit, cursor),
    getSourceState: (source) => read.getSourceState(source),
    listSourceStates: () => read.listSourceStates(),
    putSourceState: (state) => write.putSourceState(state),
    hold: (held, localIds) => write.hold(held, localIds),
    listHeld: (filter) => read.listHeld(filter),
    heldIds: (id) => read.heldIds(id),
    saveHeld: (held) => write.saveHeld(held),
    keepUpload: (upload, body) => write.keepUpload(upload, body),
    uploads: (source) => read.uploads(source),
    uploadBody: (id) => read.uploadBody(id),
    history: (entry, limit, cursor) => read.history(entry, limit, cursor),
    shifts: (filter, limit, cursor) => read.shifts(filter, limit, cursor),
    async *standings(source) {
      for (let after: number | null = 0; after !== null; ) {
        const page: StandingPage = await read.standingPage(source, after);
        if (page.standings.length > 0) yield page.standings;
        after = page.after;
      }
    },
    noteDay: (note) => write.noteDay(note),
    days: (filter, limit, cursor) => read.days(filter, limit, cursor),
    lines: (from, until) => read.lines(from, until),
    lastDays: (before, filter) => read.lastDays(before, filter),
    addFindings: (generation, findings) => write.addFindings(generation, findings),
    publishWatch: (watched) => write.publishWatch(watched),
    watched: () => read.watched(),
    findings: (filter, limit, cursor) => read.findings(filter, limit, cursor),
    decideFinding: (decision) => write.decideFinding(decision),
    keepLinkChecks: (checks) => write.keepLinkChecks(checks),
    dropLinkChecks: (ids) => write.dropLinkChecks(ids),
    linkChecks: (entry) => read.linkChecks(entry),
    async *allLinkChecks(source) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: LinkCheck[] = await read.linkCheckPage(source ?? null, after);
        if (page.length > 0) yield page;
        after = page.length < LINK_CHECK_PAGE ? undefined : page.at(-1)?.id;
      }
    },
    paper: <T>(kind: PaperKind, id: string) => read.paper(now(), kind, id) as Promise<Paper<T> | undefined>,
    putPaper: (paper) => write.putPaper(paper),
    dropPaper: (kind, id) => write.dropPaper(kind, id),
    papers: <T>(kind: PaperKind, tags: string[], limit: number, cursor?: string) =>
      read.papers(now(), kind, tags, limit, cursor) as Promise<Page<Paper<T>>>,
    countPapers: (kind, tags) => read.countPapers(now(), kind, tags),
    dropExpired: (now) => write.dropExpired(now),
    record: (act) => write.record(act),
    acts: (filter, limit, cursor) => read.acts(filter, limit, cursor),
  };
}
