/** Answers by name, in its own thread: the harvester's plans, single entries, runs. */
import { type Methods, serve } from '../channel.ts';
import { type HistoryReader, prepareHistoryReader } from '../history.ts';
import { type LinkCheckReader, prepareLinkCheckReader } from '../link-checks.ts';
import { type PaperReader, preparePaperReader } from '../papers.ts';
import { type ArchiveReader, prepareArchiveReader } from '../read/read-archive.ts';
import { type EntryReader, prepareEntryReader } from '../read/read-entries.ts';
import { type OperationsReader, prepareOperationsReader } from '../read/read-operations.ts';
import { prepareStandingReader, type StandingReader } from '../read/read-standings.ts';
import { openForReading } from '../schema.ts';
import { prepareUploadReader, type UploadReader } from '../uploads.ts';
import { prepareWatchReader, type WatchReader } from '../watch.ts';

export interface LookupMethods
  extends EntryReader,
    OperationsReader,
    ArchiveReader,
    UploadReader,
    PaperReader,
    HistoryReader,
    StandingReader,
    WatchReader,
    LinkCheckReader {
  /** Another number as soon as anybody else has committed something. */
  standing(): number;
  close(): void;
}

serve(({ path }: { path: string }): Methods => {
  const db = openForReading(path, 16_384);
  const dataVersion = db.prepare('pragma data_version');
  const methods: LookupMethods = {
    ...prepareEntryReader(db),
    ...prepareOperationsReader(db),
    ...prepareArchiveReader(db),
    ...prepareUploadReader(db),
    ...preparePaperReader(db),
    ...prepareHistoryReader(db),
    ...prepareStandingReader(db),
    ...prepareWatchReader(db),
    ...prepareLinkCheckReader(db),
    standing: () => dataVersion.get()?.data_version as number,
    close: () => db.close(),
  };
  return { ...methods };
});
