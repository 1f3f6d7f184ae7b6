/** `huimu import <file>`: an exported catalogue into this one. The file is read to its end before anything is written. */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CodedError } from '../../../../config/errors/errors.ts';
import type { Settings } from '../../../../config/settings/settings.ts';
import type { ArchivedRecord, RestoreFailure } from '../../../../index/archive/archive.ts';
import { type ArchiveRead, isWhole, readArchive } from '../../../../index/archive/archive-file.ts';
import { openPatientCatalogue } from '../../../catalogues.ts';
import { lockForHarvest } from '../../../harvest-lock.ts';
import { type CopyingDisplay, sayRefused, showCopying, tallyTable } from '../../copying.ts';
import { EXIT } from '../../exit.ts';
import { teller } from '../../teller.ts';
import { duration, printable, type Terminal } from '../../terminal.ts';

export interface ImportOptions {
  /** Takes what a damaged file still holds. */
  partial?: boolean;
}

/** First bytes of what is compressed. */
const GZIP = '1f8b';
const ZSTD = '28b52ffd';

/** The file's bytes as they were written, by what it is and not by its name. */
function openFile(file: string): Readable {
  let start: string;
  try {
    const descriptor = openSync(file, 'r');
    const head = Buffer.alloc(4);
    readSync(descriptor, head);
    closeSync(descriptor);
    start = head.toString('hex');
  } catch (error) {
    throw new CodedError('request.invalid', `${file}: ${(error as Error).message}`, { cause: error });
  }
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  const through = (transform: Transform): Readable => pipeline(bytes, transform, () => undefined);
  if (start.startsWith(GZIP)) return through(createGunzip());
  return start === ZSTD ? through(createZstdDecompress()) : bytes;
}

/** Counts through the records as they come. */
function counted(
  display: CopyingDisplay,
  take: (records: ArchivedRecord[]) => Promise<void> | void,
): (records: ArchivedRecord[]) => Promise<void> {
  const counts = new Map<ArchivedRecord['kind'], number>();
  return async (records) => {
    await take(records);
    for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const kind = records.at(-1)?.kind as ArchivedRecord['kind'];
    display.at(kind, counts.get(kind) ?? 0);
  };
}

export async function importCatalogue(
  settings: Settings,
  file: string,
  { partial = false }: ImportOptions,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  const started = performance.now();
  const checking = showCopying(say('检查', 'checking'), terminal);
  const read = await readArchive(
    openFile(file),
    counted(checking, () => undefined),
  ).finally(checking.finish);
  const whole = isWhole(read);
  if (!whole) sayDamage(read, partial, terminal);
  if (!whole && !partial) {
    if (terminal.json) terminal.out(JSON.stringify({ file, whole, imported: false, ...read }, null, 2));
    return EXIT.failed;
  }
  const failures = await takeIn(settings, file, terminal);
  if (terminal.json) {
    terminal.out(JSON.stringify({ file, whole, imported: true, ...read, refused: failures }, null, 2));
  } else {
    terminal.out(tallyTable(read.tally, terminal));
    const took = duration(performance.now() - started);
    terminal.out(say(`已导入 ${file}，用时 ${took}`, `Imported ${file} in ${took}`));
  }
  return sayRefused(failures, terminal) || !whole ? EXIT.failed : EXIT.ok;
}

async function takeIn(settings: Settings, file: string, terminal: Terminal): Promise<RestoreFailure[]> {
  const joined = settings.elasticsearchUrl !== undefined && settings.redisUrl !== undefined;
  // Nobody else may write meanwhile, as far as that can be seen from here.
  const unlock = lockForHarvest(settings.data, joined);
  const failures: RestoreFailure[] = [];
  const display = showCopying(terminal.say('导入', 'importing'), terminal);
  try {
    const catalogue = await openPatientCatalogue(settings, teller(terminal));
    try {
      let writing: Promise<RestoreFailure[]> = Promise.resolve([]);
      await readArchive(
        openFile(file),
        counted(display, async (records) => {
          // The next are read while these are written.
          failures.push(...(await writing));
          writing = catalogue.restore(records);
          // Awaited with the next part; until then its failure is nobody's surprise.
          writing.catch(() => undefined);
        }),
        { tallied: false },
      );
      failures.push(...(await writing));
      await catalogue.refresh();
    } finally {
      await catalogue.close();
    }
  } finally {
    display.finish();
    unlock();
  }
  return failures;
}

function sayDamage({ stated, wrong, examples }: ArchiveRead, partial: boolean, terminal: Terminal): void {
  const { say, note } = terminal;
  if (stated === null) {
    note(say('文件不完整：缺少最后一行', 'The file was cut off: its last line is missing'));
  }
  for (const { line, reason } of examples) {
    note(`  ${say(`第 ${line} 行`, `line ${line}`)}: ${printable(reason)}`);
  }
  if (wrong > examples.length) note('  …');
  if (stated !== null && wrong === 0) {
    note(say('内容与最后一行的校验和不符', 'The records do not fit the checksums of the last line'));
  }
  if (!partial) {
    note(
      say('未写入任何内容；--partial 导入尚存的部分', 'Nothing was written; --partial takes what is left'),
    );
  }
}
