import { ERRORS, type ErrorCode } from '../../../config/errors/errors.ts';
import { mendingOf } from '../../../config/words.ts';
import { OnlyLanguage } from '../../parameters.ts';
import { ErrorTable } from '../../schemas/error.ts';
import { answers, type Route } from '../route.ts';

/** The table of coded errors, for people and programs that meet one. */
export const errors: Route = (server) => {
  server.get(
    '/api/v1/errors',
    {
      schema: {
        tags: ['vocabularies'],
        summary: '错误代码表 / The table of error codes',
        querystring: OnlyLanguage,
        response: answers(ErrorTable),
      },
    },
    async () => ({
      items: (Object.keys(ERRORS) as ErrorCode[]).map((code) => ({
        code,
        ...ERRORS[code],
        mend: mendingOf(code),
      })),
    }),
  );
};
