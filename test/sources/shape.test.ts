/** Whether generated catalogues repeat titles and spread over offices as the sampled ones do. */
import { describe, expect, it } from 'vitest';
import { sampleEntries } from '../eval/identity/sample-entries.ts';
import { shared } from '../shared.ts';
import { generatedThings } from './generator.ts';

interface Named {
  title: string;
  office: string;
}

interface Shape {
  /** Rows under whose title and office another row stands, as a share. */
  twins: number;
  /** Other rows under the title and office of a row, on average. */
  others: number;
  /** The share of the office of most rows, and how many offices have half of all. */
  largest: number;
  half: number;
}

const countsOf = (names: string[]): number[] =>
  [...Map.groupBy(names, (name) => name).values()].map(({ length }) => length).sort((a, b) => b - a);

function shapeOf(rows: Named[]): Shape {
  const titles = countsOf(rows.map(({ title, office }) => `${title}\n${office}`));
  const offices = countsOf(rows.map(({ office }) => office));
  const share = (counts: number[], of: (count: number) => number) =>
    counts.reduce((all, count) => all + of(count), 0) / rows.length;
  let covered = 0;
  const half = offices.findIndex((count) => {
    covered += count;
    return covered >= rows.length / 2;
  });
  return {
    twins: share(titles, (count) => (count > 1 ? count : 0)),
    others: share(titles, (count) => count * (count - 1)),
    largest: (offices[0] as number) / rows.length,
    half: half + 1,
  };
}

const folder = shared('platforms');
/** Large ones of several products, the least and the most repeated among them. */
const PLATFORMS = ['guangxi', 'sichuan-luzhou', 'jiangsu-taizhou', 'guizhou-guiyang', 'shanghai'];
/** The first rows of a generated catalogue have the vocabulary to themselves. */
const FIRST = 2_000;

describe.skipIf(folder === undefined)('a generated catalogue beside the sampled ones', () => {
  const sampled = new Map<string, Named[]>();
  for (const { entry } of folder === undefined ? [] : sampleEntries(folder, new Set(PLATFORMS))) {
    const rows = sampled.get(entry.source) ?? [];
    sampled.set(entry.source, rows);
    rows.push({ title: entry.title, office: entry.publisher?.name ?? '' });
  }
  const shapes = [...sampled.values()].map(shapeOf);

  it.each([10_000, 60_000])('of %i rows repeats and spreads as they do', (count) => {
    expect(shapes).toHaveLength(PLATFORMS.length);
    const things = generatedThings({ seed: 7, platform: 'x', region: '450200', shape: 'uuid' }, count);
    const rows = things.slice(FIRST).map(({ title, publisher }) => ({ title, office: publisher ?? '' }));
    const shape = shapeOf(rows);
    for (const figure of ['twins', 'largest', 'half'] as const) {
      const all = shapes.map((each) => each[figure]);
      // It repeats a little more than any sampled one, never less: no figure of ours is kinder than the field.
      expect(shape[figure], figure).toBeGreaterThanOrEqual(Math.min(...all));
      expect(shape[figure], figure).toBeLessThanOrEqual(Math.max(...all) * 1.5);
    }
    // The series of a hundred are of platforms without a sample; on top of them there is next to nothing.
    expect(shape.others).toBeLessThan(0.5 + Math.max(...shapes.map(({ others }) => others)));
  });
});
