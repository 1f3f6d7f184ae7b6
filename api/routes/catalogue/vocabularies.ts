import { families } from '../../../config/families.ts';
import { regions as allRegions, parentOf } from '../../../config/regions.ts';
import { SOURCE_STANDINGS, SOURCE_STATES } from '../../../config/registry/source-states.ts';
import { type VocabularyName, vocabulary } from '../../../config/vocabularies.ts';
import { allWords, regionLabel, wordsFor } from '../../../config/words.ts';
import { FACETS } from '../../../index/query.ts';
import { CODE_LISTS, OTHER_LISTS } from '../../answers/label.ts';
import { OnlyLanguage } from '../../parameters.ts';
import { Regions, Vocabularies } from '../../schemas/label.ts';
import { answers, type Route } from '../route.ts';

const termsOf = (list: VocabularyName) =>
  vocabulary(list).map(({ code, zh, en }) => ({ value: code, label: { zh, en } }));

/** Words for codes: the pages show these, the API answers codes. */
export const vocabularies: Route = (server) => {
  server.get(
    '/api/v1/vocabularies',
    {
      schema: {
        tags: ['vocabularies'],
        summary: '代码与名称 / Codes and their words',
        querystring: OnlyLanguage,
        response: answers(Vocabularies),
      },
    },
    async () => ({
      facets: FACETS.map((facet) => {
        const list = CODE_LISTS[facet];
        const values = list === undefined ? [] : termsOf(list);
        return { facet, label: wordsFor('facets', facet), values };
      }),
      lists: OTHER_LISTS.map((list) => ({ list, values: termsOf(list) })),
      sourceKinds: allWords('sourceKind'),
      families: [
        ...allWords('family'),
        ...[...families().values()].map(({ family, title }) => ({
          value: family,
          label: { zh: title, en: title },
        })),
      ],
      sourceStates: SOURCE_STATES.map((value) => {
        const { zh, en, todo } = SOURCE_STANDINGS[value];
        return { value, label: { zh, en }, todo };
      }),
      runStatuses: allWords('runStatus'),
      ledgerColumns: allWords('ledger'),
    }),
  );

  server.get(
    '/api/v1/regions',
    {
      schema: {
        tags: ['vocabularies'],
        summary: '全国、省、市三级区划 / The country, its provinces and cities (GB/T 2260)',
        querystring: OnlyLanguage,
        response: answers(Regions),
      },
    },
    async () => ({
      items: allRegions()
        .filter(({ level }) => level !== 'county')
        .map(({ code, level }) => ({
          code,
          label: regionLabel(code),
          level,
          parent: parentOf(code)?.code ?? null,
        })),
    }),
  );
};
