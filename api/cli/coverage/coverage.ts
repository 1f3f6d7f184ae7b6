/** `huimu sources coverage`: what is expected, configured, harvested and in trouble, by kind and province. */
import { coverageAnswer } from '../../answers/coverage.ts';
import type { Huimu } from '../../compose.ts';
import { apiContext } from '../../context-of.ts';
import type { Tally } from '../../schemas/figures/coverage.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

export interface CoverageOptions {
  baseline?: string[];
  region?: string;
}

export async function coverage(huimu: Huimu, options: CoverageOptions, terminal: Terminal): Promise<number> {
  const { language, say } = terminal;
  const found = await coverageAnswer(apiContext(huimu), options);
  if (terminal.json) {
    terminal.out(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  const figures = [
    { title: say('已知', 'Known'), right: true },
    { title: say('可采集', 'Configured'), right: true },
    { title: say('已采集', 'Harvested'), right: true },
    { title: say('逾期', 'Late'), right: true },
    { title: say('受阻', 'Blocked'), right: true },
    { title: say('待接入', 'Not connected'), right: true },
    { title: say('条目', 'Entries'), right: true },
  ];
  const cells = ({ known, configured, harvested, states, entries }: Tally): string[] =>
    [known, configured, harvested, states.late, states.blocked, states['not-connected'], entries].map(
      thousands,
    );
  terminal.out(
    table(
      [{ title: say('类型', 'Kind') }, { title: say('底数', 'Baseline'), right: true }, ...figures],
      found.kinds.map((each) => [
        each.label[language],
        each.baseline?.total == null ? '—' : thousands(each.baseline.total),
        ...cells(each),
      ]),
    ),
  );
  for (const { baseline } of found.kinds)
    if (baseline !== null)
      terminal.out(`  ${baseline.date}  ${baseline.label[language]}：${baseline.document}`);
  terminal.out('');
  terminal.out(
    table(
      [{ title: say('省份', 'Province') }, ...figures],
      [
        ...found.provinces.map((each) => [each.label[language], ...cells(each)]),
        [say('合计', 'Total'), ...cells(found.total)],
      ],
    ),
  );
  return EXIT.ok;
}
