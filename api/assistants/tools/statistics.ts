import { z } from 'zod';
import { MEASURES } from '../../../index/figures/pivot.ts';
import { FACETS } from '../../../index/query.ts';
import type { ApiTable } from '../../types.ts';
import { NARROWING } from '../narrowing.ts';
import { AS_OF, tool } from '../tool.ts';

const Axis = z.strictObject({
  facet: z.string(),
  values: z.array(z.strictObject({ value: z.string(), name: z.string() })),
  left: z.int().describe('Values that are not shown'),
});

export const statistics = tool({
  name: 'count_datasets',
  title: { zh: '统计', en: 'Statistics' },
  description: {
    zh: '按一个或两个维度（省份、主题、供给方式、年份等）统计条目、资源、机构、逾期率、质量等。',
    en: 'A measure (entries, resources, publishers, late share, quality …) by one or two facets (province, theme, mode, year …).',
  },
  input: z.strictObject({
    rows: z.enum(FACETS).optional().describe('Absent: the total alone'),
    columns: z.enum(FACETS).optional(),
    measure: z.enum(MEASURES).default('resources'),
    ...NARROWING,
  }),
  output: z.strictObject({
    ...AS_OF,
    measure: z.strictObject({ name: z.string(), unit: z.string(), means: z.string() }),
    total: z.number().nullable(),
    rows: Axis.nullable(),
    columns: Axis.nullable(),
    cells: z.array(z.array(z.number().nullable())).describe('By row, then column'),
    url: z.string().describe('The same figures as a page'),
  }),
  async run(input, { get, base }) {
    const answer = (await get('/api/v1/statistics/table', input)) as ApiTable;
    const axis = (side: ApiTable['rows']) =>
      side && {
        facet: side.facet,
        values: side.values.map(({ value, label }) => ({ value, name: label.zh })),
        left: side.left,
      };
    const { measure } = answer;
    const { rows, columns, measure: code } = input;
    const shown = new URLSearchParams({ ...(rows && { rows }), ...(columns && { columns }), measure: code });
    return {
      asOf: answer.at,
      measure: { name: measure.label.zh, unit: measure.unit, means: measure.means.zh },
      total: answer.total.value,
      rows: axis(answer.rows),
      columns: axis(answer.columns),
      cells: answer.cells.map((row) => row.map((cell) => cell?.value ?? null)),
      url: `${base}/statistics?${shown}`,
    };
  },
});
