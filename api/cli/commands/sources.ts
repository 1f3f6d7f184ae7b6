/** `huimu sources list | check | probe`: the configured sources, whether they are well said, and a try of one. */
import { CodedError } from '../../../config/errors.ts';
import { families } from '../../../config/families.ts';
import { COUNTRY } from '../../../config/regions.ts';
import { Source } from '../../../config/source.ts';
import { regionLabel } from '../../../config/words.ts';
import type { HarvestControl } from '../../../harvester/control/control.ts';
import { familyNames } from '../../../harvester/control/create.ts';
import { sourceAnswer, standings } from '../../answers/source.ts';
import { apiContext, type Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';

type ProbeReport = Awaited<ReturnType<HarvestControl['probe']>>;

export async function listSources(huimu: Huimu, terminal: Terminal): Promise<number> {
  const { language, say } = terminal;
  const context = apiContext(huimu);
  const standingOf = await standings(context);
  const answers = [...huimu.sources.values()].map((source) =>
    sourceAnswer(context, source, standingOf(source.id), language),
  );
  if (terminal.json) terminal.out(JSON.stringify(answers, null, 2));
  else {
    terminal.out(
      table(
        [
          { title: say('标识', 'Id') },
          { title: say('名称', 'Title'), most: 40 },
          { title: say('地区', 'Region') },
          { title: say('接口族', 'Family') },
          { title: say('状态', 'State') },
          { title: say('条目', 'Entries'), right: true },
          { title: say('上次成功', 'Last good') },
          { title: say('问题', 'Problem'), most: 40 },
        ],
        answers.map((each) => [
          each.id,
          each.title,
          regionLabel(each.region)[language],
          each.family ?? '—',
          each.stateLabel[language],
          thousands(each.entries),
          each.lastGood?.slice(0, 16).replace('T', ' ') ?? '—',
          each.problem === null ? '' : `${each.problem.code} ${each.problem.detail}`,
        ]),
      ),
    );
    const todo = new Map(
      answers.map(({ stateLabel, todo }) => [stateLabel[language], todo?.[language] ?? '']),
    );
    for (const [state, what] of todo) if (what !== '') terminal.out(`${state}: ${what}`);
  }
  return EXIT.ok;
}

/** The rows were read and checked on the way here; this says what they are. */
export function checkSources(sources: ReadonlyMap<string, Source>, terminal: Terminal): number {
  const rows = [...sources.values()];
  const harvestable = rows.filter(({ harvest }) => harvest !== undefined);
  const byFamily = [...Map.groupBy(harvestable, ({ harvest }) => harvest?.family ?? '')].map(
    ([family, each]) => ({ family, sources: each.length }),
  );
  byFamily.sort((a, b) => b.sources - a.sources || (a.family < b.family ? -1 : 1));
  if (terminal.json) {
    terminal.out(
      JSON.stringify({ sources: rows.length, harvestable: harvestable.length, families: byFamily }, null, 2),
    );
    return EXIT.ok;
  }
  const { say } = terminal;
  terminal.out(
    say(
      `配置正确：${rows.length} 个来源，其中 ${harvestable.length} 个可采集`,
      `The configuration is right: ${rows.length} sources, ${harvestable.length} of them harvestable`,
    ),
  );
  terminal.out(
    table(
      [{ title: say('接口族', 'Family') }, { title: say('来源', 'Sources'), right: true }],
      byFamily.map(({ family, sources: count }) => [family, String(count)]),
    ),
  );
  return EXIT.ok;
}

/** A source that stands in no file, for a try. Throws `request.invalid`. */
function sourceAt(url: string, family: string): Source {
  const address = url.replace(/\/+$/, '');
  const source = Source.safeParse({
    id: 'probe',
    title: url,
    kind: 'open-platform',
    mode: 'opening',
    region: COUNTRY,
    home: address,
    harvest: { family, base: address },
  });
  if (!source.success) {
    throw new CodedError('request.invalid', `${url}: 不是网址 / not an address`, {
      hint: 'huimu sources probe https://data.example.gov.cn --family ckan',
    });
  }
  return source.data;
}

/** Tries the named family, or all that need nothing but an address; the first that fits is shown. */
export async function probeSource(
  huimu: Huimu,
  url: string,
  family: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const reports: ProbeReport[] = [];
  // A declared wire is all options: an address alone says nothing of it.
  const tried = family === undefined ? familyNames().filter((name) => name !== 'declared') : [family];
  for (const name of tried) {
    const report = await huimu.control.probe(sourceAt(url, name));
    reports.push(report);
    if (!terminal.json) terminal.note(`${report.ok ? '✓' : '✗'} ${name}`);
    if (report.ok) break;
  }
  const fitting = reports.find(({ ok }) => ok);
  if (terminal.json) terminal.out(JSON.stringify(reports, null, 2));
  else printProbe(fitting, reports, terminal);
  return fitting === undefined ? EXIT.failed : EXIT.ok;
}

function printProbe(fitting: ProbeReport | undefined, reports: ProbeReport[], terminal: Terminal): void {
  const { say } = terminal;
  for (const { family, problems } of fitting === undefined ? reports : [fitting]) {
    for (const { code, detail } of problems) terminal.out(`${family}: ${code} — ${printable(detail)}`);
  }
  if (fitting === undefined) return;
  const declared = fitting.declared === undefined ? '—' : thousands(fitting.declared);
  const title = families().get(fitting.family)?.title ?? '';
  terminal.out(
    say(
      `接口族 ${fitting.family} ${title}，声明 ${declared} 条`,
      `Family ${fitting.family}, ${declared} declared`,
    ),
  );
  for (const { id, fields } of fitting.statements) {
    terminal.out(`  ${printable(id)}  ${printable(String(fields.title ?? ''))}`);
  }
}
