import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { heldNames } from '../../../harvester/deletions/held-names.ts';
import type { HeldDeletions } from '../../../index/operations.ts';
import { heldAnswer } from '../../answers/harvest/run.ts';
import type { ApiContext } from '../../context.ts';
import { languageOf } from '../../language.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { HeldDecision, HeldList, HeldNames } from '../../schemas/run.ts';
import { answers, type Route } from '../route.ts';

const STATES = ['held', 'released', 'refused', 'superseded'] as const satisfies HeldDeletions['state'][];

async function find(catalogue: ApiContext['catalogue'], id: string): Promise<HeldDeletions> {
  const held = (await catalogue.listHeld({})).find((each) => each.id === id);
  if (held === undefined) throw new CodedError('held.unknown', id);
  return held;
}

/** Deletions that wait for a person, and the person's decision. */
export const held: Route = (server, context) => {
  const { catalogue, control, sources } = context;

  server.get(
    '/api/v1/held',
    {
      schema: {
        tags: ['held deletions'],
        summary: '待确认的下架 / Deletions that wait for a person',
        querystring: z.strictObject({
          source: z.string().min(1).max(200).optional(),
          state: z.enum(STATES).optional(),
          ...LANGUAGE,
        }),
        response: answers(HeldList),
      },
    },
    async (request) => {
      const { source, state } = request.query;
      const found = await catalogue.listHeld({
        ...(source !== undefined && { source }),
        ...(state !== undefined && { state }),
      });
      return { items: found.map((each) => heldAnswer(sources, each, languageOf(request))) };
    },
  );

  server.get(
    '/api/v1/held/:id/entries',
    {
      schema: {
        tags: ['held deletions'],
        summary: '待确认变动所涉条目 / The entries that wait, by name',
        params: Id,
        querystring: z.strictObject({ ...PAGING, ...LANGUAGE }),
        response: answers(HeldNames),
      },
    },
    async ({ params: { id }, query: { size, cursor } }) =>
      heldNames(catalogue, await find(catalogue, id), size, cursor),
  );

  for (const [decision, summary] of [
    ['release', '同意下架 / Carry out held deletions'],
    ['refuse', '不同意下架 / Keep the entries'],
  ] as const) {
    server.post(
      `/api/v1/held/:id/${decision}`,
      {
        config: { act: { name: () => decision, on: 'held' } },
        schema: {
          tags: ['held deletions'],
          summary,
          security: [{ key: [] }],
          params: Id,
          querystring: OnlyLanguage,
          response: answers(HeldDecision),
        },
      },
      async (request) => {
        const { id } = request.params;
        const by = request.caller?.by ?? 'unknown';
        const before = await find(catalogue, id);
        if (before.state !== 'held') throw new CodedError('held.decided', `${id}: ${before.state}`);
        let removed = 0;
        if (decision === 'release') removed = await control.release(id, by);
        else await control.refuse(id, by);
        return { held: heldAnswer(sources, await find(catalogue, id), languageOf(request)), removed };
      },
    );
  }
};
