/** What is kept in front of an engine, by an engine whose standing and answers are counted here. */
import { describe, expect, it } from 'vitest';
import { keepAnswers } from '../../index/finding/kept.ts';

function engine(most?: number) {
  const seen = { standing: 'one', looks: 0, questions: [] as string[], now: 0 };
  const keep = keepAnswers({
    standing: async () => {
      seen.looks += 1;
      return seen.standing;
    },
    now: () => seen.now,
    ...(most !== undefined && { most }),
  });
  const ask = keep('said', async (question: string) => {
    seen.questions.push(question);
    const said = `${question} by ${seen.standing}`;
    await Promise.resolve();
    return { said };
  });
  return { seen, ask, other: keep('other', async (question: string) => ({ said: `other ${question}` })) };
}

describe('answers in front of an engine', () => {
  it('are asked once while it stands as it did, and anew when it does not', async () => {
    const { seen, ask } = engine();
    expect([await ask('a'), await ask('a'), await ask('b')].map(({ said }) => said)).toEqual([
      'a by one',
      'a by one',
      'b by one',
    ]);
    expect(seen.questions).toEqual(['a', 'b']);
    seen.standing = 'two';
    expect((await ask('a')).said).toBe('a by two');
    expect(seen.questions).toEqual(['a', 'b', 'a']);
  });

  it('are not mixed up between two questions of the same words', async () => {
    const { ask, other } = engine();
    expect([(await ask('a')).said, (await other('a')).said]).toEqual(['a by one', 'other a']);
  });

  it('are asked once for many at one time, whose looks are one more than is going on', async () => {
    const { seen, ask } = engine();
    await Promise.all(Array.from({ length: 50 }, () => ask('a')));
    expect([seen.questions, seen.looks]).toEqual([['a'], 2]);
  });

  it('never come from before a look that began after the asking', async () => {
    const { seen, ask } = engine();
    await ask('a');
    const early = ask('b');
    // That look has begun already: who asks from here on waits for the next.
    seen.standing = 'two';
    const late = ask('a');
    expect((await late).said).toBe('a by two');
    await early;
  });

  it('grow old by the clock too', async () => {
    const { seen, ask } = engine();
    await ask('a');
    seen.now = 59_000;
    await ask('a');
    seen.now = 61_000;
    await ask('a');
    expect(seen.questions).toEqual(['a', 'a']);
  });

  it('make room: the one asked longest ago goes first', async () => {
    const { seen, ask } = engine(210);
    await ask('a');
    await ask('b');
    await ask('a');
    for (const question of ['c', 'd', 'e']) {
      await ask('a');
      await ask(question);
    }
    seen.questions.length = 0;
    await ask('a');
    await ask('b');
    expect(seen.questions).toEqual(['b']);
  });

  it('are not kept where the question failed', async () => {
    let times = 0;
    const ask = keepAnswers({ standing: async () => 'one' })('said', async (_: string) => {
      times += 1;
      if (times === 1) throw new Error('not now');
      return times;
    });
    await expect(ask('a')).rejects.toThrow('not now');
    expect(await ask('a')).toBe(2);
  });
});
