/**
 * What exports cost: `npm run bench:export [-- --entries 50000,370000] [--formats csv,…] [--keep]`. A file of the country's
 * generated entries, each format in a process of its own: entries and bytes a second of the clock, the processor's time of an
 * entry, and the memory of its own: before, when only what searches need of the catalogue is there, and the most in each fifth
 * of the way, which is to stay flat.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { catalogueFile } from '../../../api/catalogues.ts';
import { FORMATS } from '../../../api/exports/formats.ts';
import { KEPT_FOLDER } from '../cluster/cluster.ts';
import { filledFolder } from '../pages/filled.ts';
import type { Exported } from './one.ts';

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '50000,370000' },
    formats: { type: 'string', default: FORMATS.join(',') },
    keep: { type: 'boolean', default: false },
  },
});

/** The bounds of the heaps that `huimu` is started with. */
const LIKE_THE_SERVER = ['--max-semi-space-size=8', '--heap-growing-percent=60'];
const megabytes = (bytes: number) => Math.round(bytes / 1e6);

const folder = options.keep ? KEPT_FOLDER : mkdtempSync(join(tmpdir(), 'huimu-export-'));
for (const size of options.entries.split(',').map(Number)) {
  const path = catalogueFile({ data: await filledFolder(folder, size, 0) });
  for (const format of options.formats.split(',')) {
    const one = fileURLToPath(new URL('./one.ts', import.meta.url));
    const said = execFileSync(process.execPath, [...LIKE_THE_SERVER, one, format, path]);
    const { count, seconds, cpu, bytes, idle, most } = JSON.parse(said.toString()) as Exported;
    const figures = [
      `${format.padEnd(8)} ${count} entries`,
      `${Math.round(count / seconds)}/s`,
      `${Math.round(cpu / count)} µs of processor each`,
      `${megabytes(bytes)} MB`,
      `of its own ${megabytes(idle)} MB before, by fifths ${most.map(megabytes).join(' ')} MB`,
    ];
    console.log(figures.join('  '));
  }
}
if (!options.keep) rmSync(folder, { recursive: true, force: true });
