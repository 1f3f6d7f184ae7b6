import { z } from 'zod';
import { COMPLETE, LEDGER_GAPS } from '../../../index/figures/ledger.ts';
import { operationAnswer } from '../../answers/operation.ts';
import { FILTERS, filtersOf, flag, LANGUAGE, LONGEST_QUERY, PAGING } from '../../parameters.ts';
import { OperationLedgerAnswer } from '../../schemas/figures/operation.ts';
import { RegionCode } from '../../schemas/people/texts.ts';
import { answers, type Route } from '../route.ts';

/** The ledger of authorised operation: what is operated by whom, on what terms, registered and disclosed or not. */
export const operation: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/coverage/operation',
    {
      schema: {
        tags: ['statistics'],
        summary: '授权运营底账 / The ledger of authorised operation',
        querystring: z.strictObject({
          q: z.string().max(LONGEST_QUERY).default(''),
          region: RegionCode.optional().describe('GB/T 2260; what lies in the place is meant'),
          implementingAgency: FILTERS.implementingAgency,
          operator: FILTERS.operator,
          kind: FILTERS.kind,
          registered: FILTERS.registered.describe('`-`: no registration is known'),
          missing: z
            .enum([COMPLETE, ...LEDGER_GAPS])
            .optional()
            .describe('What the rows lack'),
          disclosed: flag.optional().describe('For the newest year that is due'),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(OperationLedgerAnswer),
      },
    },
    ({ query: { q, region: place, missing, disclosed, size, cursor, ...rest } }) =>
      operationAnswer(
        catalogue,
        sources,
        {
          text: q,
          filters: { ...filtersOf(rest), ...(missing && { ledgerGap: [missing] }) },
          ...(place && { region: place }),
          ...(disclosed !== undefined && { disclosed }),
          size,
          ...(cursor && { cursor }),
        },
        Date.now(),
      ),
  );
};
