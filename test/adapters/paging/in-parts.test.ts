/** One bad record costs one record, on a list page as well. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { inParts, type Span } from '../../../adapters/paging/in-parts.ts';
import { adapterFor } from '../../../adapters/registry.ts';
import { CodedError, type ErrorCode } from '../../../config/errors/errors.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { codeOf, contextOf, sourceOf } from '../site.ts';

const rowOf = (n: number) => ({
  id: `${n}`,
  row: { role: 'row', mediaType: 'application/json' as const, url: 'https://a.cn/', text: '' },
  sign: '',
  complete: true,
});

/** A list of so many rows, of which some cannot be written down. */
function listOf(count: number, bad: ReadonlySet<number>, code: ErrorCode = 'source.unavailable') {
  const asked: Span[] = [];
  const ask = async (span: Span) => {
    asked.push(span);
    const end = Math.min(count, span.offset + span.size);
    const numbers = Array.from({ length: Math.max(0, end - span.offset) }, (_, i) => span.offset + i);
    if (numbers.some((n) => bad.has(n))) throw new CodedError(code, `${span.offset} + ${span.size}`);
    return { rows: numbers.map(rowOf), unlistable: [] };
  };
  return { ask, asked };
}

const sizes = fc.constantFrom(6, 10, 12, 50, 100, 1000);

describe('a list page that fails', () => {
  it('is asked for in parts until the bad records stand alone, each refused by its place', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.nat({ max: 5 }),
        fc.uniqueArray(fc.nat({ max: 999 }), { maxLength: 5 }),
        async (size, turn, places) => {
          const whole = { offset: turn * size, size };
          // One end of the page is good.
          const bad = new Set(places.map((n) => whole.offset + (n % (size - 1))));
          const { ask, asked } = listOf(whole.offset + size, bad);
          const { rows, unlistable } = await inParts(whole, ask);
          const all = Array.from({ length: size }, (_, i) => whole.offset + i);
          expect(rows.map(({ id }) => Number(id))).toEqual(all.filter((n) => !bad.has(n)));
          expect(unlistable.map(({ code, text }) => [code, text])).toEqual(
            all.filter((n) => bad.has(n)).map((n) => ['record.unlistable', `row ${n + 1} of the list`]),
          );
          for (const { offset, size: part } of asked) expect(offset % part).toBe(0);
        },
      ),
    );
  });

  it('is its source’s fault where neither end can be had: two more requests, and the first error', async () => {
    const { ask, asked } = listOf(1_000, new Set(Array.from({ length: 1_000 }, (_, n) => n)));
    await expect(inParts({ offset: 0, size: 1_000 }, ask)).rejects.toMatchObject({ detail: '0 + 1000' });
    expect(asked).toHaveLength(3);
  });

  it('is left where the size is not heeded, where too many are bad, and where the code is no record’s work', async () => {
    const bad = new Set([0]);
    const deaf = async ({ offset }: Span) =>
      listOf(100, offset === 0 ? bad : new Set()).ask({ offset, size: 10 });
    await expect(inParts({ offset: 0, size: 10 }, deaf)).rejects.toMatchObject({ detail: '0 + 10' });
    const many = listOf(100, new Set([1, 11, 21, 31, 41, 51, 61]));
    await expect(inParts({ offset: 0, size: 100 }, many.ask)).rejects.toMatchObject({ detail: '0 + 100' });
    const blocked = listOf(100, bad, 'source.blocked');
    await expect(inParts({ offset: 0, size: 100 }, blocked.ask)).rejects.toMatchObject({
      code: 'source.blocked',
    });
    expect(blocked.asked).toHaveLength(1);
  });
});

describe('with one record that its system cannot list', () => {
  const configured = new Map(loadSources().map((source) => [source.id, source]));
  const open: StartedPlatform[] = [];
  afterAll(async () => {
    await Promise.all(open.map((each) => each.close()));
  });
  const sources: [string, HarvestableSource][] = [
    ['ckan', sourceOf('ckan', 'https://data.standard.gov.cn', { rows: 20 })],
    ...['guizhou', 'sichuan-suining', 'anhui-wuhu', 'jiangsu-nantong'].map(
      (id): [string, HarvestableSource] => [id, configured.get(id) as HarvestableSource],
    ),
  ];

  it.each(sources)('%s lists all the others', async (_, source) => {
    const platform = await startPlatform(source, { seed: 5, count: 43 });
    open.push(platform);
    platform.misbehave({ what: 'poisoned-row' });
    const ids: string[] = [];
    const refused: string[] = [];
    const adapter = await adapterFor(source);
    for await (const page of adapter.list(contextOf(source, platform.routes), null)) {
      ids.push(...page.rows.map(({ id }) => id));
      refused.push(...page.unlistable.map(({ code }) => code));
    }
    const [, , bad] = platform.things;
    const others = platform.things.filter(({ id }) => id !== bad?.id);
    expect(ids).toEqual(others.map(({ id }) => id));
    expect(refused).toEqual(['record.unlistable']);
  });

  it('a page that is the whole source’s failure stays one', async () => {
    const source = sourceOf('ckan', 'https://data.standard.gov.cn', { rows: 20 });
    const platform = await startPlatform(source, { seed: 5, count: 43 });
    open.push(platform);
    platform.misbehave({ what: 'status', status: 500 });
    const walk = async () => {
      const adapter = await adapterFor(source);
      for await (const _ of adapter.list(contextOf(source, platform.routes), null));
    };
    expect(await codeOf(walk)).toBe('source.unavailable');
  });
});
