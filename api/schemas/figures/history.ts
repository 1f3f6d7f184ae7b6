/** What became of entries, and figures by day. */
import { z } from 'zod';
import { HISTORY_KINDS } from '../../../index/history/record.ts';

const Value = z.union([z.string(), z.number(), z.boolean()]).nullable();

const Change = z
  .strictObject({
    field: z.string().describe('Path in the entry, as openness.class'),
    from: Value.optional().describe('null: it was not there'),
    to: Value.optional(),
    added: z.array(z.string()).optional().describe('Members of a list that came'),
    removed: z.array(z.string()).optional(),
    more: z.int().optional().describe('Members that came or went and are not named'),
    cut: z.literal(true).optional().describe('Both texts are cut to where they differ'),
  })
  .meta({ id: 'FieldChange' });

export const HistoryAnswer = z
  .strictObject({
    id: z.string(),
    entry: z.string(),
    source: z.string(),
    at: z.iso.datetime(),
    run: z.string().nullable().describe('null: not known any more'),
    kind: z.enum(HISTORY_KINDS).describe('restated: its source said the same, it is read otherwise'),
    title: z.string().describe('Title, place, mode and openness as they stood before'),
    region: z.string(),
    mode: z.string(),
    openness: z.string().nullable(),
    changes: z.array(Change),
    addedIn: z.string().optional().describe('Of a removal: the run that had brought it'),
  })
  .meta({ id: 'HistoryRecord' });

export const HistoryList = z
  .strictObject({ items: z.array(HistoryAnswer), cursor: z.string().nullable() })
  .meta({ id: 'HistoryList' });

export const ResourceHistory = z
  .strictObject({
    items: z.array(HistoryAnswer).describe('Of all its offers, the newest first'),
    truncated: z.boolean().describe('There is more of some offers: ask them by themselves'),
  })
  .meta({ id: 'ResourceHistory' });

const counts = z.record(z.string(), z.int());

const FIGURES = {
  entries: z.int(),
  resources: z.int().describe('Of several sources: a resource counts with each of them'),
  added: z.int(),
  updated: z.int(),
  restated: z.int(),
  removed: z.int(),
  late: z.int(),
  quality: z.number().nullable().describe('Mean score of the entries, 0–100; null: none reckoned'),
  modes: counts,
  openness: counts,
};

export const DAY_DEFINITIONS = {
  day: '中国日期（UTC+8），按当日最后一次采集结束时计 / day in China (UTC+8), as at the end of its last run',
  carried: '当日无采集的来源按其最近一日计 / a source without a run that day stands as on its last one',
  late: '超过自身更新周期及宽限 / past its own cycle and the grace that quality gives',
  quality:
    '条目得分的均值，按当日结束时计，不含链接检查 / mean score of the entries at the end of the day, link checks left out',
  restated: '来源未变、重读后不同 / the source said the same and is read otherwise',
};

const Definitions = z.record(z.string(), z.string());

export const SourceDays = z
  .strictObject({
    items: z.array(z.strictObject({ day: z.iso.date(), at: z.iso.datetime(), ...FIGURES })),
    cursor: z.string().nullable(),
    definitions: Definitions,
  })
  .meta({ id: 'SourceDays' });

export const PlaceHistory = z
  .strictObject({
    region: z.string(),
    by: z.enum(['day', 'month']),
    at: z.iso.datetime(),
    items: z.array(
      z.strictObject({ period: z.string(), sources: z.int().describe('Sources that count'), ...FIGURES }),
    ),
    definitions: Definitions,
  })
  .meta({ id: 'PlaceHistory' });

export const Trends = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    items: z.array(
      z.strictObject({
        source: z.string(),
        late: z.int().describe('Entries that are late, on its last known day'),
        days: z
          .array(z.strictObject({ day: z.iso.date(), entries: z.int() }))
          .describe('Days on which it was harvested; the first one as it stood at the start'),
      }),
    ),
  })
  .meta({ id: 'Trends' });
