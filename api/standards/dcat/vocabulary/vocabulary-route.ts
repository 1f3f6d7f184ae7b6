import { CodedError } from '../../../../config/errors/errors.ts';
import { OnlyLanguage } from '../../../parameters.ts';
import type { Route } from '../../../routes/route.ts';
import { answer, contents } from '../../answer.ts';
import { baseOf } from '../../base.ts';
import { preferred } from '../../negotiate.ts';
import { ALL_FORMATS, FORMATS, TYPES } from '../formats.ts';

const HTML = 'text/html';

/** The terms that we add to DCAT, for people and for programs. */
export const vocabularyDocument: Route = (server, context) => {
  for (const named of [undefined, ...ALL_FORMATS]) {
    server.get(
      `/ns${named === undefined ? '' : `.${named}`}`,
      {
        schema: {
          tags: ['standards'],
          summary: '汇目自有的词汇 / The terms that Huimu adds to DCAT',
          querystring: OnlyLanguage,
          response: contents(HTML, ...TYPES),
        },
      },
      async (request, reply) => {
        const base = baseOf(context, request);
        reply.header('vary', 'accept');
        const type =
          named === undefined ? preferred(request.headers.accept, [HTML, ...TYPES]) : FORMATS[named];
        const format = ALL_FORMATS.find((each) => FORMATS[each] === type);
        if (type === undefined) throw new CodedError('request.not-acceptable', [HTML, ...TYPES].join(', '));
        const { vocabularyPage, vocabularyStatements } = await import('./vocabulary.ts');
        const { serialise } = await import('../rdf/serialise.ts');
        return answer(reply, {
          type,
          body:
            format === undefined
              ? vocabularyPage(base)
              : await serialise(vocabularyStatements(base), format, base),
        });
      },
    );
  }
};
