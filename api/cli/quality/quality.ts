/** `huimu quality [--by …]`, `huimu quality <source> [--criterion …]`: means, and what a source's administrator can mend. */
import { CodedError } from '../../../config/errors/errors.ts';
import { type Criterion, DIMENSIONS } from '../../../config/quality/quality.ts';
import { failingEntries, reportOf } from '../../../index/quality/report.ts';
import type { Facet } from '../../../index/query.ts';
import { criterionOf, lackingItem, qualityAnswer, reportAnswer } from '../../answers/quality.ts';
import type { Huimu } from '../../compose.ts';
import { GROUP_NAMES, groupsOf } from '../../routes/figures/quality.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

export interface QualityOptions {
  by?: string;
  criterion?: string;
  size?: string;
}

interface Asked {
  source: string | undefined;
  by: Facet[];
  criterion: Criterion | undefined;
  size: number;
}

const MOST = 5_000;

/** Throws `request.invalid`, naming the option and what is allowed. */
export function askedQuality(
  source: string | undefined,
  { by, criterion, size = '50' }: QualityOptions,
): Asked {
  const count = Number(size);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new CodedError('request.invalid', `--size ${size}`, { hint: `1–${MOST}` });
  if (by !== undefined && !(GROUP_NAMES as readonly string[]).includes(by))
    throw new CodedError('request.invalid', `--by ${by}`, { hint: GROUP_NAMES.join(', ') });
  const found = criterion === undefined ? undefined : criterionOf(criterion);
  if (criterion !== undefined && (found === undefined || source === undefined))
    throw new CodedError('request.invalid', `--criterion ${criterion}`, { hint: 'huimu quality <source>' });
  return { source, by: groupsOf([by ?? 'source']), criterion: found, size: count };
}

export async function quality(huimu: Huimu, asked: Asked, terminal: Terminal): Promise<number> {
  const { source, criterion } = asked;
  if (source === undefined) return means(huimu, asked, terminal);
  if (!huimu.sources.has(source))
    throw new CodedError('source.unknown', source, { hint: 'huimu sources list' });
  return criterion === undefined
    ? report(huimu, source, terminal)
    : records(huimu, source, criterion, asked.size, terminal);
}

const percent = (share: number): string => (100 * share).toFixed(0);

async function means(
  { catalogue, sources }: Huimu,
  { by, size }: Asked,
  terminal: Terminal,
): Promise<number> {
  const { say, language } = terminal;
  const at = new Date().toISOString();
  const found = qualityAnswer(await catalogue.quality({ by, filters: {}, at, most: size }), by, sources, at);
  if (terminal.json) {
    terminal.out(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  const cells = (row: typeof found.total): string[] => [
    thousands(row.entries),
    row.score.toFixed(1),
    ...DIMENSIONS.map((dimension) => percent(row.dimensions[dimension])),
    row.mqa.toFixed(0),
    [row.bands.excellent, row.bands.good, row.bands.fair, row.bands.poor].map(thousands).join('/'),
  ];
  const named = (labels: (typeof found.rows)[number]['labels']) =>
    Object.values(labels)
      .map((label) => label[language])
      .join(' ');
  terminal.out(
    table(
      [
        { title: say('分组', 'Group'), most: 50 },
        ...[
          say('条目', 'Entries'),
          say('总分', 'Score'),
          say('完整', 'Complete'),
          say('及时', 'Timely'),
          say('可用', 'Usable'),
          say('清晰', 'Clear'),
          `MQA/${found.mqaOf}`,
          say('优/良/中/差', 'Exc./good/fair/poor'),
        ].map((title) => ({ title, right: true })),
      ],
      [
        ...found.rows.map((row) => [named(row.labels), ...cells(row)]),
        [say('合计', 'Total'), ...cells(found.total)],
      ],
    ),
  );
  return EXIT.ok;
}

async function report({ catalogue }: Huimu, source: string, terminal: Terminal): Promise<number> {
  const { say, language } = terminal;
  const at = new Date().toISOString();
  const found = reportAnswer(source, await reportOf(catalogue, source, at), at);
  if (terminal.json) {
    terminal.out(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  const { figures, links } = found;
  terminal.out(
    say(
      `${source}：${thousands(figures.entries)} 条，总分 ${figures.score.toFixed(1)}，MQA ${figures.mqa.toFixed(0)}/${found.mqaOf}`,
      `${source}: ${thousands(figures.entries)} entries, score ${figures.score.toFixed(1)}, MQA ${figures.mqa.toFixed(0)}/${found.mqaOf}`,
    ),
  );
  terminal.out(
    table(
      [
        { title: say('可提升', 'Gain'), right: true },
        { title: say('条目', 'Entries'), right: true },
        { title: say('字段', 'Field') },
        { title: say('怎么改', 'What to do'), most: 60 },
        { title: say('代码', 'Code') },
        { title: say('例如', 'For example'), most: 50 },
      ],
      found.gains.map(({ gain, lacking, sample, field, mend, code, examples }) => [
        `+${gain.toFixed(1)}`,
        sample === undefined ? thousands(lacking) : `${thousands(lacking)}/${thousands(sample)}`,
        field,
        mend[language],
        code,
        examples.map(({ title }) => title).join('；'),
      ]),
    ),
  );
  if (links.addresses > 0) {
    const states = Object.entries(links.states).filter(([, number]) => number > 0);
    terminal.note(
      say('抽查的地址', 'Addresses asked') +
        `: ${states.map(([state, number]) => `${state} ${thousands(number)}`).join(', ')}`,
    );
  }
  return EXIT.ok;
}

async function records(
  { catalogue }: Huimu,
  source: string,
  criterion: Criterion,
  size: number,
  terminal: Terminal,
): Promise<number> {
  const at = new Date().toISOString();
  const found =
    criterion.needs === 'check'
      ? await failingEntries(catalogue, source, null, size)
      : await catalogue.lacking({ source, criterion: criterion.code, at, after: null, limit: size });
  const items = found.map((stored) => lackingItem(stored, criterion));
  if (terminal.json) terminal.out(JSON.stringify({ source, criterion: criterion.code, items, at }, null, 2));
  else
    terminal.out(
      table(
        [
          { title: 'ID', most: 60 },
          { title: terminal.say('标题', 'Title'), most: 50 },
          { title: criterion.field, most: 60 },
        ],
        items.map(({ id, title, stated }) => [id, title, stated ?? '—']),
      ),
    );
  return EXIT.ok;
}
