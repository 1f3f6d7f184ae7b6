/** Whether a reader who does not know the office understands the record. */
import type { DataItem, Entry } from '../entry.ts';
import { isData, metIf, metUnless, type Test } from './verdict.ts';

const NO_LETTERS = /[^\p{L}]+/gu;
/** What any title may end in: what is before it says what it is. */
const TAIL =
  /(?:数据集|数据|信息|资源目录|目录|接口|服务|文件|表格?|测试|样例|示例|新建|未命名|untitled|test|data(?:set)?|demo|sample)+$/i;
const EMPTY_WORDS = /数据|信息|包含|包括|等|情况|相关|统计|展示/g;
/** Letters that a title needs besides those. */
const LEAST_TITLE = 2;
/** Letters that a description has and its title has not. */
const LEAST_MORE = 8;
/** From that many times the title's length on a description says more than it; no need to look. */
const PLAINLY_MORE = 3;

const letters = (text: string): string => text.normalize('NFKC').replace(NO_LETTERS, '').toLowerCase();

const tells = (title: string): boolean => letters(title).replace(TAIL, '').length >= LEAST_TITLE;

/** It adds something to the title, wherever in it the title stands: 包含X的信息 adds nothing. */
function tellsMore({ title, description }: Entry): boolean {
  if (description === undefined) return false;
  if (description.length > 4 * LEAST_MORE + PLAINLY_MORE * title.length) return true;
  if (description === title) return false;
  const said = new Set(letters(title));
  let added = 0;
  for (const letter of letters(description).replace(EMPTY_WORDS, '')) {
    if (!said.has(letter)) added += 1;
    if (added >= LEAST_MORE) return true;
  }
  return false;
}

const READABLE = /\p{Script=Han}|[A-Za-z]{2,}[ _-][A-Za-z]{2,}/u;

/** Han, or words: XZQHDM and F1 are no names. */
const isNamed = ({ name, label, description }: DataItem): boolean =>
  READABLE.test(label ?? name) ||
  (description !== undefined && READABLE.test(description)) ||
  READABLE.test(name);

/** Of a list, so many in a hundred may be technical: ids, row numbers. */
const MOST_UNNAMED = 0.1;

function namesItems({ dataItems }: Entry): boolean {
  if (dataItems.length === 0) return false;
  let unnamed = 0;
  for (const item of dataItems) if (!isNamed(item)) unnamed += 1;
  return unnamed <= dataItems.length * MOST_UNNAMED;
}

const isUnderstood = (stated: { class: string } | undefined): boolean =>
  stated !== undefined && stated.class !== 'unknown';

export const CLARITY = {
  'title-telling': ({ title }) => metIf(tells(title)),
  'description-telling': (entry) => metIf(tellsMore(entry)),
  'items-named': (entry) => metUnless(namesItems(entry), !isData(entry)),
  'publisher-understood': ({ publisher, holder, implementingAgency, operator }) =>
    metIf(
      [publisher, holder, implementingAgency, operator].some(
        (agent) => agent?.office !== undefined && agent.office.code !== null,
      ),
    ),
  'theme-understood': ({ themes }) => metIf(themes.some(({ code }) => code !== null)),
  'terms-understood': ({ openness, sharing }) => metIf(isUnderstood(openness) || isUnderstood(sharing)),
} satisfies Record<string, Test>;
