import { describe, expect, it } from 'vitest';
import { isMissed, nightly } from '../../harvester/schedule/nightly.ts';

const at = (text: string): Date => new Date(text);
const NEXT = [at('2026-06-02T21:30:00Z'), at('2026-06-03T21:30:00Z')];
const NOW = Date.parse('2026-06-02T10:00:00Z');

describe('what is done once a night', () => {
  it('is due where a slot came since it was last done', () => {
    expect(isMissed('2026-06-01T20:00:00Z', NEXT, NOW)).toBe(true);
    expect(isMissed('2026-05-01T20:00:00Z', NEXT, NOW)).toBe(true);
    expect(isMissed('2026-06-01T21:30:01Z', NEXT, NOW)).toBe(false);
  });
  it('waits for its first slot where it was never done', () => {
    expect(isMissed(undefined, NEXT, NOW)).toBe(false);
    expect(isMissed(undefined, NEXT, Date.parse('2026-06-01T21:30:00.005Z'))).toBe(true);
  });
  it('catches up at the start, once, tells of trouble, and is broken off', async () => {
    let last: string | undefined = '2020-01-01T00:00:00.000Z';
    let times = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const caught = nightly({
      expression: '30 5 * * *',
      last: async () => last,
      work: async () => {
        times += 1;
        last = new Date().toISOString();
        resolve();
      },
      onError: () => undefined,
    });
    await promise;
    await caught.stop();
    expect(times).toBe(1);
    const errors: unknown[] = [];
    const told = Promise.withResolvers<void>();
    const failing = nightly({
      expression: '30 5 * * *',
      last: () => Promise.reject(new Error('gone')),
      work: async () => undefined,
      onError: (error) => {
        errors.push(error);
        told.resolve();
      },
    });
    await told.promise;
    await failing.stop();
    expect(errors).toMatchObject([{ message: 'gone' }]);
    const begun = Promise.withResolvers<void>();
    const endless = nightly({
      expression: '30 5 * * *',
      last: async () => '2020-01-01T00:00:00.000Z',
      work: (signal) => {
        begun.resolve();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
      onError: (error) => errors.push(error),
    });
    await begun.promise;
    await endless.stop();
    expect(errors).toHaveLength(1);
  });
});
