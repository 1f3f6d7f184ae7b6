/** Many faults are one message, and one that comes and goes is one a day. */
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../notices/occasions/notice.ts';
import { choose, type Past } from '../../notices/outbox/grouping.ts';
import type { Told } from '../../notices/outbox/told.ts';
import type { Grouping } from '../../notices/subscriptions/subscription.ts';
import { DAY, HOUR, MINUTE, START } from './stage.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

function toldAt(ms: number, source: string, occasion: Told['occasion'] = 'run-failed'): { content: Told } {
  const notice: Notice = {
    ...{ id: `${occasion}:${source}:${ms}`, occasions: [occasion], source, title: source, region: '450300' },
    ...{ at: iso(ms), zh: '无法连接', en: 'Down', link: `/runs/${ms}` },
  };
  return { content: { subscription: 's', occasion, notice, left: iso(ms) } };
}

/** Looks every minute over a time, with what is left at its instant; gives the items of every message. */
function played(left: { content: Told }[], grouping: Grouping, until: number) {
  const messages: { at: number; items: string[] }[] = [];
  const past: Past[] = [];
  let waiting: typeof left = [];
  let coming = left;
  for (let now = START; now <= START + until; now += MINUTE) {
    waiting = [...waiting, ...coming.filter(({ content }) => content.left <= iso(now))];
    coming = coming.filter(({ content }) => content.left > iso(now));
    const chosen = choose(waiting, past, grouping, now);
    if (chosen === undefined) continue;
    waiting = waiting.filter((each) => !chosen.told.includes(each));
    past.unshift({ sealedAt: iso(now), items: chosen.items });
    const items = chosen.items.map(({ source, times }) => `${source} ${times}`);
    messages.push({ at: now - START, items: items.sort() });
  }
  return messages;
}

describe('messages', () => {
  it('tell all that failed within an hour in one', () => {
    const all = Array.from({ length: 40 }, (_, index) => toldAt(START + index * 1.4 * MINUTE, `s${index}`));
    expect(played(all, 'hourly', 3 * HOUR)).toMatchObject([{ at: HOUR, items: { length: 40 } }]);
  });

  it('told at once wait a moment for company, and an hour between two', () => {
    const all = [0, 0.5, 20, 40].map((minute, index) => toldAt(START + minute * MINUTE, `s${index}`));
    expect(played(all, 'at-once', 3 * HOUR)).toEqual([
      { at: MINUTE, items: ['s0 1', 's1 1'] },
      { at: 61 * MINUTE, items: ['s2 1', 's3 1'] },
    ]);
  });

  it('of a source that comes and goes come once a day, with how often it was', () => {
    const all = Array.from({ length: 30 }, (_, index) => toldAt(START + index * HOUR, 'a'));
    const messages = played(all, 'at-once', 3 * DAY);
    // 10:00 in China; what came later that day is told when the next begins, and what came then a day later.
    expect(messages.map(({ items }) => items)).toEqual([['a 1'], ['a 14'], ['a 15']]);
    expect(messages.map(({ at }) => Math.floor((at + 10 * HOUR) / DAY))).toEqual([0, 1, 2]);
  });

  it('of things of their own are none of these', () => {
    const all = [0, 2].map((hour) => toldAt(START + hour * HOUR, 'a', 'reader-report'));
    expect(played(all, 'at-once', 4 * HOUR).map(({ items }) => items)).toEqual([['a 1'], ['a 1']]);
  });

  it('by the day come at eight in China, by the week on Monday', () => {
    const all = [toldAt(START, 'a'), toldAt(START + 5 * HOUR, 'b')];
    // From Wednesday 10:00: to Thursday 08:00, and to Monday 08:00.
    expect(played(all, 'daily', 2 * DAY)).toEqual([{ at: 22 * HOUR, items: ['a 1', 'b 1'] }]);
    expect(played(all, 'weekly', 8 * DAY)).toEqual([{ at: 4 * DAY + 22 * HOUR, items: ['a 1', 'b 1'] }]);
  });

  it('show so many, and count the others by what they are', () => {
    const all = Array.from({ length: 130 }, (_, index) => toldAt(START, `s${index}`));
    const chosen = choose(all, [], 'at-once', START + MINUTE);
    expect([chosen?.told.length, chosen?.items.length, chosen?.rest]).toEqual([
      130,
      100,
      { 'run-failed': 30 },
    ]);
  });
});
