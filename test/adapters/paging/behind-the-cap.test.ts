/** Pages by offset around the usual cap: none crosses it, and behind it, where a source lets all be paged, they are as large as before. */
import { expect, it } from 'vitest';
import { listByOffset } from '../../../adapters/paging/offsets.ts';

async function asked(total: number, cap: number, most: number) {
  const asks: [start: number, rows: number][] = [];
  const ids: string[] = [];
  const { signal } = new AbortController();
  const wire = {
    signal,
    rows: most,
    cap,
    async ask(start: number, rows: number) {
      asks.push([start, rows]);
      const length = Math.max(0, Math.min(rows, total - start));
      const page = Array.from({ length }, (_, at) => ({
        id: `${start + at}`,
        row: { role: 'row' as const, mediaType: 'application/json' as const, url: '', text: '{}' },
        sign: '',
        complete: true,
      }));
      return { rows: page, unlistable: [], declared: total, url: 'https://data.example/' };
    },
  };
  for await (const { rows } of listByOffset(wire, null)) ids.push(...rows.map(({ id }) => id));
  return { asks, ids };
}

it.each([
  [25, 10, 4],
  [25, 10, 5],
  [12, 10, 10],
  [10, 10, 4],
])('%i rows, a cap of %i, %i a page', async (total, cap, most) => {
  const { asks, ids } = await asked(total, cap, most);
  expect(ids).toEqual(Array.from({ length: total }, (_, at) => `${at}`));
  for (const [start, rows] of asks) {
    expect(start < cap && start + rows > cap).toBe(false);
    expect(rows).toBe(start < cap ? Math.min(most, cap - start) : most);
  }
});
