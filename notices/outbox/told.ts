/** What was left for a subscription and waits to be put into a message: each notice once, however often it is left. */
import { type Paper, type Papers, unlessConflict } from '../../index/people/papers.ts';
import type { Occasion } from '../occasions/kinds.ts';
import type { Notice } from '../occasions/notice.ts';

export interface Told {
  subscription: string;
  occasion: Occasion;
  notice: Notice;
  /** When it was left, ISO 8601. */
  left: string;
}

/** Milliseconds that it is remembered for, so that it is not told again. */
const KEPT = 90 * 86_400_000;
const PAGE = 500;
/** Of all subscriptions together, in one look: what is more waits for the next. */
const MOST = 20_000;

const toldId = (subscription: string, notice: string): string => `${subscription} ${notice}`;

const tagsOf = (subscription: string, waiting: boolean): string[] => [
  `sub:${subscription}`,
  waiting ? 'waiting' : 'sealed',
];

/** Whether it is new there. */
export async function leave(
  papers: Pick<Papers, 'putPaper'>,
  { id: subscription, occasion, notice }: { id: string; occasion: Occasion; notice: Notice },
  now: number,
): Promise<boolean> {
  const left = new Date(now).toISOString();
  const content: Told = { subscription, occasion, notice, left };
  const paper: Paper<Told> = {
    ...{ kind: 'told', id: toldId(subscription, notice.id), order: left, version: 0, content },
    ...{ tags: tagsOf(subscription, true), expiresAt: new Date(now + KEPT).toISOString() },
  };
  return (await unlessConflict(papers.putPaper(paper))) !== undefined;
}

/** What waits, by subscription, the oldest first; of one alone where it is named. */
export async function waiting(
  papers: Pick<Papers, 'papers'>,
  only?: string,
): Promise<Map<string, Paper<Told>[]>> {
  const tags = only === undefined ? ['waiting'] : ['waiting', `sub:${only}`];
  const found: Paper<Told>[] = [];
  let cursor: string | undefined;
  do {
    const page = await papers.papers<Told>('told', tags, PAGE, cursor);
    found.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && found.length < MOST);
  return Map.groupBy(found.reverse(), ({ content }) => content.subscription);
}

/** It stands in a message from now on. Done already by somebody else is as good. */
export async function markSealed(papers: Pick<Papers, 'putPaper'>, told: Paper<Told>): Promise<void> {
  await unlessConflict(papers.putPaper({ ...told, tags: tagsOf(told.content.subscription, false) }));
}
