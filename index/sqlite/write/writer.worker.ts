/** The one writer of the file, in its own thread. */
import { type Methods, serve } from '../channel.ts';
import { type DecisionWriter, prepareDecisionWriter } from '../decisions.ts';
import { type HistoryWriter, prepareHistoryKeeper, prepareHistoryWriter } from '../history.ts';
import { type LinkCheckWriter, prepareLinkCheckWriter } from '../link-checks.ts';
import { type PaperWriter, preparePaperWriter } from '../papers.ts';
import { openForWriting } from '../schema.ts';
import { prepareUploadWriter, type UploadWriter } from '../uploads.ts';
import { prepareWatchWriter, type WatchWriter } from '../watch.ts';
import { derive } from './derive.ts';
import { prepareRegrouping } from './regrouping.ts';
import { type ArchiveWriter, prepareArchiveWriter } from './write-archive.ts';
import { type EntryWriter, prepareEntryWriter } from './write-entries.ts';
import { type OperationsWriter, prepareOperationsWriter } from './write-operations.ts';

export interface WriterMethods
  extends EntryWriter,
    DecisionWriter,
    OperationsWriter,
    ArchiveWriter,
    UploadWriter,
    PaperWriter,
    HistoryWriter,
    WatchWriter,
    LinkCheckWriter {
  /** Resolves once the file is open for writing. */
  ready(): void;
  close(): void;
}

serve(({ path, historyKept }: { path: string; historyKept: number }): Methods => {
  const db = openForWriting(path);
  const regrouping = prepareRegrouping(db);
  derive(db, regrouping);
  const operations = prepareOperationsWriter(db);
  const uploads = prepareUploadWriter(db);
  const histories = prepareHistoryKeeper(db, historyKept);
  const watch = prepareWatchWriter(db);
  const linkChecks = prepareLinkCheckWriter(db, regrouping);
  const papers = preparePaperWriter(db);
  const methods: WriterMethods = {
    ...prepareEntryWriter(db, regrouping, histories),
    ...prepareDecisionWriter(db, regrouping),
    ...operations,
    ...uploads,
    ...papers,
    ...prepareHistoryWriter(db, histories),
    ...watch,
    ...linkChecks,
    ...prepareArchiveWriter(
      db,
      regrouping,
      operations,
      { ...uploads, ...linkChecks, ...papers },
      histories,
      watch,
    ),
    ready: () => undefined,
    close: () => {
      db.exec('pragma optimize');
      db.close();
    },
  };
  return { ...methods };
});
