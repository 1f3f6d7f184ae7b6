/** Statistics as they are exported: a row for every choice of values, with their words, counts and date. */
import { z } from 'zod';
import type { Source } from '../../config/registry/source.ts';
import { wordsFor } from '../../config/words.ts';
import type { Facet, Statistics } from '../../index/query.ts';
import { facetLabel } from '../answers/label.ts';
import type { Column, Dataset, ExportRecord, Facts } from './dataset.ts';

const column = (
  name: string,
  type: Column['type'],
  zh: string,
  en: string,
  meaning?: Column['meaning'],
): Column => ({
  name,
  path: name,
  type,
  head: { zh, en },
  meaning: meaning ?? { zh, en },
});

export function statisticsDataset(by: Facet[], facts: Facts): Dataset {
  const columns = by.flatMap((facet) => {
    const { zh, en } = wordsFor('facets', facet);
    const empty = { zh: '空：来源未说明', en: 'Empty where the source does not say' };
    return [
      column(facet, 'text', zh, en, empty),
      column(`${facet}Zh`, 'text', `${zh}（中文）`, `${en} (Chinese)`),
      column(`${facet}En`, 'text', `${zh}（英文）`, `${en} (English)`),
    ];
  });
  columns.push(
    column('entries', 'integer', '条目数', 'Entries', { zh: '目录条目', en: 'Catalogue entries' }),
    column('resources', 'integer', '资源数', 'Resources', {
      zh: '去重后的资源',
      en: 'Distinct resources, each counted once a row',
    }),
    column('asOf', 'text', '数据时点', 'As of', {
      zh: '数字所对应的时刻',
      en: 'The instant that the figures hold for',
    }),
  );
  const described = Object.fromEntries(
    columns.map(({ name, type, meaning: { zh, en } }) => [
      name,
      (type === 'integer' ? z.int().nonnegative() : z.string().optional()).describe(`${zh} / ${en}`),
    ]),
  );
  return {
    name: 'statistics',
    title: { zh: '统计', en: 'Statistics' },
    facts,
    schema: z.strictObject(described),
    columns,
  };
}

export const statisticsRecords = (
  { rows, at }: Statistics,
  by: Facet[],
  sources: ReadonlyMap<string, Source>,
): ExportRecord[] =>
  rows.map(({ key, entries, resources }) => {
    const values = by.flatMap((facet) => {
      const { zh, en } = facetLabel(facet, key[facet] ?? '', sources);
      return [
        [facet, key[facet]],
        [`${facet}Zh`, zh],
        [`${facet}En`, en],
      ];
    });
    return { ...Object.fromEntries(values), entries, resources, asOf: at };
  });
