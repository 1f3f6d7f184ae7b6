/** Leaves the digest of the last week with whoever wants it and has not had it. */
import type { Source } from '../../config/registry/source.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Occasion } from '../occasions/kinds.ts';
import { DIGESTS } from '../occasions/kinds.ts';
import type { Line, Notice } from '../occasions/notice.ts';
import { leave } from '../outbox/told.ts';
import { isOf, mayHear, type Right } from '../subscriptions/hearing.ts';
import { changeSubscription, type Kept } from '../subscriptions/keeping.ts';
import { administratorLines } from './administrator.ts';
import type { OfWeek } from './of-week.ts';
import type { Week } from './week.ts';

interface Writing {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  now: number;
}

/** Returns how many were left. Whoever subscribed since the week ended waits for the next. */
export async function digests(
  writing: Writing,
  { id, content }: Kept,
  right: Right | undefined,
  ofWeek: OfWeek,
): Promise<number> {
  const { catalogue, now } = writing;
  const { week } = ofWeek;
  let left = 0;
  for (const occasion of content.occasions) {
    const due =
      DIGESTS.has(occasion) && content.digested[occasion] !== week.from && content.madeAt < week.end;
    if (!due || !mayHear(right, occasion)) continue;
    const lines = await linesOf(occasion, writing, content, right, ofWeek);
    const notice = noticeOf(occasion, week, lines, new Date(now).toISOString());
    if (await leave(catalogue, { id, occasion, notice }, now)) left += 1;
    const noted = (kept: Kept['content']) => ({
      ...kept,
      digested: { ...kept.digested, [occasion]: week.from },
    });
    await changeSubscription(catalogue, id, noted, now);
  }
  return left;
}

function linesOf(
  occasion: Occasion,
  { catalogue, sources, now }: Writing,
  asked: Kept['content'],
  right: Right | undefined,
  ofWeek: OfWeek,
): Promise<Line[]> {
  if (occasion === 'digest-national') return ofWeek.national();
  const meant = [...sources.values()].filter((source) => {
    const named = { source: source.id, region: source.region };
    const wanted = asked.sources.length + asked.regions.length === 0 || isOf(named, asked);
    return wanted && (right?.role !== 'source-admin' || isOf(named, right));
  });
  return administratorLines(catalogue, meant, ofWeek, now);
}

const noticeOf = (occasion: Occasion, { from, until }: Week, lines: Line[], at: string): Notice => ({
  id: `${occasion}:${from}`,
  occasions: [occasion],
  ...{ source: null, title: null, region: null, at },
  zh: `${from} 至 ${until} 一周`,
  en: `The week ${from} to ${until}`,
  link: occasion === 'digest-national' ? '/statistics' : '/sources',
  lines,
});
