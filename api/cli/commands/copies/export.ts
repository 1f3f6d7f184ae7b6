/** `huimu export [file]`: the whole catalogue as JSON Lines, to be kept or taken elsewhere. */
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import { CodedError } from '../../../../config/errors/errors.ts';
import type { Settings } from '../../../../config/settings/settings.ts';
import { archiveLines } from '../../../../index/archive/archive-file.ts';
import type { Tally } from '../../../../index/tally.ts';
import product from '../../../../package.json' with { type: 'json' };
import { catalogueFile, openPatientCatalogue } from '../../../catalogues.ts';
import { showCopying, tallyTable } from '../../copying.ts';
import { EXIT } from '../../exit.ts';
import { teller } from '../../teller.ts';
import { duration, type Terminal } from '../../terminal.ts';

/** By the end of the file's name. */
function compressor(file: string | undefined): Transform[] {
  if (file?.endsWith('.zst')) return [createZstdCompress()];
  if (file?.endsWith('.gz')) return [createGzip()];
  return [];
}

/** To the file, or to stdout. A file bears its name once it is whole. */
export async function exportCatalogue(
  settings: Settings,
  file: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const path = catalogueFile(settings);
  if (settings.elasticsearchUrl === undefined && !existsSync(path)) {
    throw new CodedError('request.invalid', `${path}: 没有目录库 / no catalogue there`, {
      hint: '--data <folder>',
    });
  }
  const catalogue = await openPatientCatalogue(settings, teller(terminal));
  const { say } = terminal;
  const started = performance.now();
  const display = showCopying(say('备份', 'exporting'), terminal);
  let tally: Tally | undefined;
  const facts = { at: new Date().toISOString(), program: product.version };
  async function* lines() {
    tally = yield* archiveLines(catalogue, facts, display.at);
  }
  const part = file === undefined ? undefined : `${file}.part`;
  try {
    const from = Readable.from(lines(), { objectMode: false, highWaterMark: 1 << 20 });
    if (part === undefined) await pipeline(from, process.stdout, { end: false });
    else await pipeline([from, ...compressor(file), createWriteStream(part)]);
  } catch (error) {
    throw writingFailed(error, file);
  } finally {
    display.finish();
    await catalogue.close();
  }
  if (file === undefined || part === undefined) return EXIT.ok;
  renameSync(part, file);
  if (terminal.json) terminal.out(JSON.stringify({ file, tally }, null, 2));
  else {
    terminal.out(tallyTable(tally as Tally, terminal));
    const took = duration(performance.now() - started);
    terminal.out(say(`已写入 ${file}，用时 ${took}`, `Written to ${file} in ${took}`));
  }
  return EXIT.ok;
}

/** What the file system says is the caller's to mend; the rest goes its way. */
function writingFailed(error: unknown, file: string | undefined): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (error instanceof CodedError || (syscall === undefined && code !== 'EPIPE')) return error;
  return new CodedError('request.invalid', `${file ?? 'stdout'}: ${message}`, { cause: error });
}
