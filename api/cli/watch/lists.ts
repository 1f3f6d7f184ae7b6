/** `huimu watch [list]`: the watch lists and their findings; `huimu watch compute`: all of them anew, now. */
import { CodedError } from '../../../config/errors/errors.ts';
import { findRegion, region } from '../../../config/regions.ts';
import { reasonSaid, watchListWords } from '../../../config/watch-lists.ts';
import { type Verdict, WATCH_LISTS } from '../../../index/watch/finding.ts';
import type { FindingFilter, KeptFinding, Watched } from '../../../index/watch/keeping.ts';
import { renewWatch } from '../../../index/watch/renew.ts';
import { findingsAnswer, watchAnswer } from '../../answers/watch.ts';
import type { Huimu } from '../../compose.ts';
import { servedBy } from '../../watching.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

export interface WatchOptions {
  region?: string;
  source?: string;
  decision?: Verdict;
  size?: string;
}

const MOST = 1_000;

/** Throws `request.invalid`, naming what is wrong and what is allowed. */
export function askedWatch(list: string | undefined, options: WatchOptions) {
  const known = WATCH_LISTS.find((each) => each === list);
  if (list !== undefined && known === undefined)
    throw new CodedError('request.invalid', list, { hint: WATCH_LISTS.join(' ') });
  const size = Number(options.size ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > MOST)
    throw new CodedError('request.invalid', `--size ${options.size}`, { hint: `1–${MOST}` });
  const place =
    options.region === undefined ? undefined : (region(options.region) ?? findRegion(options.region));
  if (options.region !== undefined && place === undefined)
    throw new CodedError('request.invalid', `--region ${options.region}: 没有这个地区 / no such place`);
  const filter = {
    ...(place !== undefined && place.level !== 'country' && { region: place.code }),
    ...(options.source !== undefined && { source: options.source }),
    ...(options.decision !== undefined && { verdict: options.decision }),
  };
  return { list: known, filter, size };
}

export const watch = (
  huimu: Huimu,
  { list, filter, size }: ReturnType<typeof askedWatch>,
  terminal: Terminal,
): Promise<number> =>
  list === undefined ? showLists(huimu, terminal) : showFindings(huimu, { list, ...filter }, size, terminal);

async function showLists({ catalogue, sources }: Huimu, terminal: Terminal): Promise<number> {
  const watched = await catalogue.watched();
  if (terminal.json) terminal.out(JSON.stringify(watchAnswer(sources, watched), null, 2));
  else print(watched, terminal);
  return EXIT.ok;
}

async function showFindings(
  { catalogue, sources }: Huimu,
  filter: FindingFilter,
  size: number,
  terminal: Terminal,
): Promise<number> {
  const { say, language } = terminal;
  if (terminal.json) {
    terminal.out(JSON.stringify(await findingsAnswer(catalogue, sources, filter, { size }), null, 2));
    return EXIT.ok;
  }
  const page = await catalogue.findings(filter, size);
  terminal.note(watchListWords(filter.list).definition[language]);
  const row = ({ certainty, region: code, title, reasons, decision, key }: KeptFinding): string[] => [
    certaintySaid(certainty, terminal),
    region(code)?.name ?? code,
    title,
    reasons.map((reason) => reasonSaid(filter.list, reason)[language]).join('；'),
    decision?.verdict ?? 'open',
    key,
  ];
  if (page.items.length > 0)
    terminal.out(
      table(
        [
          { title: say('把握', 'Certainty') },
          { title: say('地区', 'Place'), most: 16 },
          { title: say('标题', 'Title'), most: 40 },
          { title: say('原因', 'Reasons'), most: 70 },
          { title: say('处置', 'Decision') },
          { title: say('标识', 'Key') },
        ],
        page.items.map(row),
      ),
    );
  terminal.note(
    say(
      `共 ${thousands(page.total)} 项，显示 ${page.items.length} 项`,
      `${thousands(page.total)} in all, ${page.items.length} shown`,
    ),
  );
  return EXIT.ok;
}

export async function computeLists({ catalogue, sources }: Huimu, terminal: Terminal): Promise<number> {
  const watched = await renewWatch(catalogue, { served: servedBy(sources), now: Date.now() });
  if (terminal.json) terminal.out(JSON.stringify(watchAnswer(sources, watched), null, 2));
  else print(watched, terminal);
  return EXIT.ok;
}

function print(watched: Watched | undefined, terminal: Terminal): void {
  const { say, language } = terminal;
  if (watched === undefined) {
    terminal.note(say('尚未计算：huimu watch compute', 'Not computed yet: huimu watch compute'));
    return;
  }
  const { at, entries, lists } = watched;
  terminal.out(
    table(
      [
        { title: say('清单', 'List') },
        { title: '' },
        { title: say('项数', 'Found'), right: true },
        { title: say('确定', 'Certain'), right: true },
        { title: say('很可能', 'Likely'), right: true },
        { title: say('待看', 'Possible'), right: true },
      ],
      lists.map(({ list, found, certainties: { certain, likely, possible } }) => [
        list,
        watchListWords(list).name[language],
        ...[found, certain ?? 0, likely ?? 0, possible ?? 0].map(thousands),
      ]),
    ),
  );
  terminal.note(say(`${at}，${thousands(entries)} 条`, `${at}, ${thousands(entries)} entries`));
}

function certaintySaid(certainty: KeptFinding['certainty'], { say }: Terminal): string {
  const words = {
    certain: say('确定', 'certain'),
    likely: say('很可能', 'likely'),
    possible: say('待看', 'possible'),
  };
  return words[certainty];
}
