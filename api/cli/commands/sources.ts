/** `huimu sources list | check`: the configured sources, and whether they are well said. */
import type { Source } from '../../../config/registry/source.ts';
import { regionLabel } from '../../../config/words.ts';
import { sourceAnswer, standings } from '../../answers/harvest/source.ts';
import type { Huimu } from '../../compose.ts';
import { apiContext } from '../../context-of.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

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
