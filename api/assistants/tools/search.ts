import { z } from 'zod';
import { chinaDay } from '../../../index/history/day.ts';
import { citationOf } from '../../answers/entry/citation.ts';
import { LONGEST_QUERY } from '../../parameters.ts';
import { resourceIri } from '../../standards/base.ts';
import type { ApiHit, ApiSearchResult } from '../../types.ts';
import { NARROWING } from '../narrowing.ts';
import { AS_OF, CITED, tool } from '../tool.ts';
import { STATED, statedOf } from './stated.ts';

/** Characters of a description: enough to choose by. */
const SHORT = 200;

const Found = z.strictObject({
  id: z.string().describe('For the other tools'),
  ...STATED,
  kind: z.string(),
  formats: z.array(z.string()),
  modified: z.string().optional(),
  catalogues: z.array(z.string()).describe('The catalogues that offer it'),
  ...CITED,
});

function foundOf({ resource, lead, offers }: ApiHit, base: string, seen: string): z.infer<typeof Found> {
  const modified = lead.modified ?? lead.issued;
  const { title, source } = lead;
  const cited = { resource, title, publisher: lead.publisher?.name, source: source.title, modified, seen };
  return {
    id: resource,
    ...statedOf(lead, lead.place, SHORT),
    kind: lead.kind,
    formats: lead.formats,
    ...(modified !== undefined && { modified }),
    catalogues: offers.sources.map((each) => each.title),
    citation: citationOf(cited, base).zh,
    url: resourceIri(base, resource),
  };
}

export const search = tool({
  name: 'search_datasets',
  title: { zh: '检索公共数据', en: 'Search public data' },
  description: {
    zh: '按词和条件检索全国公共数据目录；词里可含地名、机构、年份。',
    en: 'Finds public data of China by words (Chinese finds most) and conditions; the words may name places, offices and years.',
  },
  input: z.strictObject({
    q: z.string().max(LONGEST_QUERY).default('').describe('Words, as 停车场 贵阳; empty finds all'),
    ...NARROWING,
    size: z.int().min(1).max(50).default(10),
    cursor: z.string().max(4000).optional().describe('From the answer before, untouched'),
  }),
  output: z.strictObject({
    ...AS_OF,
    resources: z.int().describe('Distinct resources found'),
    results: z.array(Found),
    understood: z.array(z.string()).describe('What the words were taken for'),
    suggestion: z.string().optional().describe('Another spelling'),
    nearest: z
      .array(z.strictObject({ q: z.string(), resources: z.int() }))
      .describe('Where nothing answers all words: what of the question does'),
    cursor: z.string().nullable().describe('For the next page'),
  }),
  async run(input, { get, base }) {
    const answer = (await get('/api/v1/search', { ...input, highlight: 'false' })) as ApiSearchResult;
    return {
      asOf: answer.at,
      resources: answer.resources,
      results: answer.hits.map((hit) => foundOf(hit, base, chinaDay(Date.parse(answer.at)))),
      understood: answer.understood.map(({ text, kind }) => `${text} (${kind})`),
      ...(answer.suggestion !== undefined && { suggestion: answer.suggestion.text }),
      nearest: answer.nearest.map(({ text, resources }) => ({ q: text, resources })),
      cursor: answer.cursor,
    };
  },
});
