/** What is asked of a filled catalogue, the hard one first: two words that stand in a great many entries. */
import { FACETS, type SearchQuery } from '../../index/query.ts';

/** A first page with five facets. */
export const questionWith = (over: Partial<SearchQuery>): SearchQuery => ({
  text: '',
  filters: {},
  sort: 'relevance',
  size: 20,
  facets: ['province', 'theme', 'format', 'openness', 'mode'],
  facetSize: 20,
  highlight: true,
  ...over,
});

export const QUESTIONS: [name: string, over: Partial<SearchQuery>][] = [
  ['two words, hard', { text: '城镇 名单' }],
  ['two words, filtered', { text: '城镇 名单', filters: { province: ['520000'], format: ['csv', 'xlsx'] } }],
  ['two words by date', { text: '城镇 名单', sort: 'modified' }],
  ['two words, very common', { text: '信息 名称' }],
  ['one word', { text: '停车场' }],
  ['question', { text: '哪些城市有停车场的实时空气质量数据' }],
  ['place and word', { text: '贵州 古树名木' }],
  ['everything', {}],
  ['everything, all facets', { facets: [...FACETS] }],
  ['everything by title', { sort: 'title' }],
];
