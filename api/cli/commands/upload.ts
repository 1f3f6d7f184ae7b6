/** `huimu upload <source> <file>`: a hub's catalogue from a file, or from the standard input, and what became of its rows. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CodedError, ERRORS } from '../../../config/errors/errors.ts';
import { rejectedIn } from '../../../harvester/run/ledger.ts';
import type { Rejection, Run } from '../../../index/operations.ts';
import { commandLineUser, recordedActs } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { LARGEST_FILE } from '../../routes/harvest/source-catalogue.ts';
import { EXIT, exitOf } from '../exit.ts';
import { printable, type Terminal } from '../terminal.ts';
import { printHarvest } from './harvest.ts';

/** Refused rows that are told one by one; with `--json` all of them. */
const NAMED = 200;
const PAGE = 100;

/** The file whole. Throws `request.invalid` where it cannot be read, `request.too-large`. */
export async function readFileOf(file: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = file === '-' ? process.stdin : createReadStream(file);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > LARGEST_FILE) throw new CodedError('request.too-large', `${file}: > ${LARGEST_FILE} B`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('request.invalid', `${file}: ${(cause as Error).message}`, { cause });
  }
  return Buffer.concat(chunks);
}

/** Returns the exit code: 3 also where rows were refused, as their resources are not in the catalogue. */
export async function upload(
  huimu: Huimu,
  source: string,
  file: string,
  body: Uint8Array,
  terminal: Terminal,
): Promise<number> {
  const { catalogue, control } = huimu;
  const started = performance.now();
  let unrecorded = 0;
  const by = commandLineUser();
  const acts = recordedActs(control, {
    catalogue,
    by,
    onUnwritten(error) {
      unrecorded += 1;
      terminal.note(`${ERRORS[error.code][terminal.language]} (${error.code})\n  ${error.detail}`);
    },
  });
  const name = file === '-' ? '' : basename(file);
  const taken = await acts.upload(source, { name, body, by });
  const run = await control.ended(taken.run.id);
  const rejections = await refusedRows(huimu, run, terminal.json ? Number.POSITIVE_INFINITY : NAMED);
  if (terminal.json) {
    const { checkpoint: _internal, ...told } = run;
    terminal.out(JSON.stringify({ upload: taken.upload, run: told, rejections }, null, 2));
  } else {
    const ms = performance.now() - started;
    await printHarvest(huimu, { runs: [run], refused: [], interrupted: false, unrecorded, ms }, terminal);
    printRefused(run, rejections, terminal);
  }
  if (unrecorded > 0) return EXIT.failed;
  const exit = exitOf([run]);
  return exit === EXIT.ok && rejectedIn(run.ledger) > 0 ? EXIT.incomplete : exit;
}

async function refusedRows({ catalogue }: Huimu, { id }: Run, most: number): Promise<Rejection[]> {
  const rows: Rejection[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && rows.length < most) {
    const page = await catalogue.rejections(id, PAGE, cursor ?? undefined);
    rows.push(...page.items);
    cursor = page.cursor;
  }
  return rows.slice(0, most);
}

function printRefused(run: Run, rejections: Rejection[], { out, say, language }: Terminal): void {
  const all = rejectedIn(run.ledger);
  if (all === 0) return;
  const lines = rejections.map(
    ({ code, detail }) => `  ${printable(detail)} — ${ERRORS[code][language]} (${code})`,
  );
  if (all > rejections.length)
    lines.push(say(`  另有 ${all - rejections.length} 行`, `  and ${all - rejections.length} more`));
  out(`\n${say(`拒收 ${all} 行`, `${all} rows refused`)}\n${lines.join('\n')}`);
}
