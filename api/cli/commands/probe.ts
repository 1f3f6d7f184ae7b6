/** `huimu sources probe`: what an unknown address is, and the row that it becomes. */
import { CodedError } from '../../../config/errors/errors.ts';
import { families } from '../../../config/families.ts';
import { COUNTRY } from '../../../config/regions.ts';
import { prefixOf } from '../../../config/registry/prefix.ts';
import type { Source } from '../../../config/registry/source.ts';
import { type FileRow, writeRow } from '../../../config/registry/source-files.ts';
import { SOURCES_FOLDER } from '../../../config/registry/sources.ts';
import { parseYaml } from '../../../config/text/yaml.ts';
import { regionLabel } from '../../../config/words.ts';
import type { Discovery } from '../../../harvester/control/control.ts';
import { idOf, rowOf } from '../../../harvester/discovery/row.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';

export interface ProbeOptions {
  family?: string;
  /** Puts the row into its province's file. */
  write?: boolean;
  id?: string;
  region?: string;
  title?: string;
}

const SHOWN = 3;

export async function probe(
  huimu: Huimu,
  url: string,
  options: ProbeOptions,
  terminal: Terminal,
): Promise<number> {
  const found = await huimu.control.discover(url, options.family);
  const [best] = found.fitting;
  const folder = huimu.settings.sources ?? SOURCES_FOLDER;
  const row = best === undefined ? undefined : rowText(found, options, huimu.sources.values());
  if (terminal.json) {
    const { problem, ...rest } = found;
    const said = problem === undefined ? {} : { problem: { code: problem.code, detail: problem.detail } };
    terminal.out(JSON.stringify({ ...rest, ...said, ...(row && { row }) }, null, 2));
  } else print(found, row, terminal);
  if (best === undefined) return EXIT.failed;
  if (options.write && row !== undefined) return write(folder, found, row, options, terminal);
  return EXIT.ok;
}

function rowText(found: Discovery, { id, region, title }: ProbeOptions, sources: Iterable<Source>): string {
  const place = region ?? found.region;
  const named = {
    id: id ?? idOf(found.address, place === undefined ? undefined : prefixOf(sources, place)),
    region: place ?? COUNTRY,
    title: title ?? found.title ?? new URL(found.address).hostname,
  };
  return rowOf(
    found,
    found.fitting[0] as Discovery['fitting'][0],
    named,
    new Date().toISOString().slice(0, 7),
  );
}

/** Throws `request.invalid` where the place is not known, `config.invalid` where the row does not fit the others. */
function write(
  folder: string,
  found: Discovery,
  text: string,
  { region, family }: ProbeOptions,
  terminal: Terminal,
): number {
  const { say } = terminal;
  if (found.region === undefined && region === undefined)
    throw new CodedError('request.invalid', '页面标题里没有地名 / the title names no place', {
      hint: '--region <GB/T 2260>',
    });
  if (found.fitting.length > 1 && family === undefined)
    throw new CodedError('request.invalid', '有多个接口族应答 / several families answer', {
      hint: found.fitting.map((each) => `--family ${each.family}`).join(' | '),
    });
  const [row] = parseYaml(text) as [FileRow & { harvest: object }];
  const { file, id, completed } = writeRow(folder, row, text);
  terminal.note(
    completed
      ? say(`已补全 ${file} 中的 ${id}`, `${id} in ${file} has its wire now`)
      : say(`已写入 ${file}：${id}`, `Written into ${file}: ${id}`),
  );
  terminal.note(`  → huimu harvest ${id}`);
  return EXIT.ok;
}

function print(found: Discovery, row: string | undefined, terminal: Terminal): void {
  const { say, language } = terminal;
  const { fitting, failed, problem } = found;
  if (problem !== undefined)
    terminal.out(`${say('首页', 'Page')}: ${problem.code} — ${printable(problem.detail)}`);
  if (fitting.length === 0)
    for (const { family, base, report } of failed)
      for (const { code, detail } of report.problems.slice(0, 1))
        terminal.out(`✗ ${family}: ${code} — ${printable(base)} — ${printable(detail)}`);
  if (fitting.length > 1)
    terminal.out(
      say(
        `有 ${fitting.length} 个接口族应答，请选择（--family）：`,
        `${fitting.length} families answer, choose one (--family):`,
      ),
    );
  for (const { family, base, variant, evidence, report } of fitting) {
    const declared = report.declared === undefined ? '—' : thousands(report.declared);
    const title = families().get(family)?.title ?? '';
    terminal.out(`✓ ${family}${variant === undefined ? '' : `/${variant}`} ${title}  ${printable(base)}`);
    terminal.out(
      say(`  声明 ${declared} 条；依据：`, `  ${declared} declared; evidence: `) +
        (evidence.length === 0
          ? say('逐族试问', 'each family was asked')
          : evidence.map(printable).join('，')),
    );
    for (const { id, fields } of report.statements.slice(0, SHOWN))
      terminal.out(`  · ${printable(String(fields.title ?? ''))}  ${printable(id)}`);
    for (const { code, detail } of report.problems) terminal.out(`  ! ${code} — ${printable(detail)}`);
  }
  if (row === undefined) return;
  if (found.region === undefined)
    terminal.out(say('标题里没有地名：请核对 region', 'The title names no place: check `region`'));
  else terminal.out(`${say('地区', 'Region')}: ${regionLabel(found.region)[language]} ${found.region}`);
  terminal.out(`\n${row}`);
}
