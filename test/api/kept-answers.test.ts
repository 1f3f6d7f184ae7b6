import { expect, it } from 'vitest';
import { keptFor } from '../../api/answers/kept.ts';

it('asks once for all who ask meanwhile, and again when the time is over', async () => {
  let time = 0;
  const asked: string[] = [];
  const answer = keptFor({ ms: 10, most: 2, now: () => time }, async (question) => {
    asked.push(question);
    return `${question} ${asked.length}`;
  });
  expect(await Promise.all([answer('停车'), answer('停车')])).toEqual(['停车 1', '停车 1']);
  time = 9;
  expect(await answer('停车')).toBe('停车 1');
  time = 10;
  expect(await answer('停车')).toBe('停车 2');
  // The latest two are kept.
  await answer('公交');
  await answer('医院');
  expect(await answer('停车')).toBe('停车 5');
  expect(await answer('医院')).toBe('医院 4');
});

it('keeps no failure', async () => {
  let fails = true;
  const answer = keptFor({ ms: 1_000, most: 10 }, async () => {
    if (fails) throw new Error('busy');
    return 'there';
  });
  await expect(answer('停车')).rejects.toThrow('busy');
  fails = false;
  expect(await answer('停车')).toBe('there');
});
