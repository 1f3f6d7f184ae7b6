import { z } from 'zod';
import type { ApiCoverage } from '../../types.ts';
import { AS_OF, tool } from '../tool.ts';

const Tally = z.strictObject({
  name: z.string(),
  known: z.int().describe('Catalogues that are known'),
  configured: z.int(),
  harvested: z.int(),
  entries: z.int(),
});

const tallyOf = ({ known, configured, harvested, entries }: ApiCoverage['total'], name: string) => ({
  name,
  known,
  configured,
  harvested,
  entries,
});

export const coverage = tool({
  name: 'catalogue_coverage',
  title: { zh: '目录覆盖情况', en: 'What the catalogue covers' },
  description: {
    zh: '应采集、已配置、已采集的目录数，按类型和省份，附基准数及出处。没有找到数据时，先看该地是否已采集。',
    en: 'How many catalogues are known, configured and harvested, by kind and province, against published figures. Where nothing is found, see here whether the place is harvested at all.',
  },
  input: z.strictObject({
    region: z
      .string()
      .regex(/^\d{6}$/)
      .optional()
      .describe('GB/T 2260 code; the country where absent'),
  }),
  output: z.strictObject({
    ...AS_OF,
    total: Tally,
    kinds: z.array(
      Tally.extend({
        expected: z.int().nullable().describe('By the published figure'),
        document: z.string().nullable().describe('Who says so'),
      }),
    ),
    provinces: z.array(Tally),
    url: z.string().describe('The same as a page'),
  }),
  async run({ region }, { get, base }) {
    const answer = (await get('/api/v1/coverage', { region })) as ApiCoverage;
    return {
      asOf: answer.at,
      total: tallyOf(answer.total, '合计'),
      kinds: answer.kinds.map(({ label, baseline, ...tally }) => ({
        ...tallyOf(tally, label.zh),
        expected: baseline?.total ?? null,
        document: baseline?.document ?? null,
      })),
      provinces: answer.provinces.map(({ label, ...tally }) => tallyOf(tally, label.zh)),
      url: `${base}/coverage${region === undefined ? '' : `?region=${region}`}`,
    };
  },
});
