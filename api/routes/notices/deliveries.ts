import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import {
  DELIVERY_STATES,
  deliveries as deliveriesOf,
  deliveryBy,
  sendAgain,
} from '../../../notices/outbox/delivery.ts';
import { deliveryAnswer } from '../../answers/notices.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { DeliveryAnswer, DeliveryList } from '../../schemas/notices/delivery.ts';
import { askedOwner, isOwn } from '../../telling/owners.ts';
import { answers, type Route } from '../route.ts';

/** What was sent to the caller's subscriptions, and what became of it. */
export const deliveries: Route = (server, { catalogue }) => {
  server.get(
    '/api/v1/deliveries',
    {
      schema: {
        tags: ['notices'],
        summary: '发送记录 / What was sent, and what became of it',
        security: [{ key: [] }],
        querystring: z.strictObject({
          subscription: z.string().min(1).max(100).optional(),
          state: z.enum(DELIVERY_STATES).optional(),
          all: z.stringbool().optional().describe('Everybody’s: for an administrator'),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(DeliveryList),
      },
    },
    async ({ caller, query: { subscription, state, all = false, size, cursor } }) => {
      const owner = askedOwner(caller, all);
      const page = await deliveriesOf(catalogue, { subscription, state, owner }, size, cursor);
      return { items: page.items.map(deliveryAnswer), cursor: page.cursor };
    },
  );

  server.post(
    '/api/v1/deliveries/:id/again',
    {
      config: { act: { name: () => 'send-again', on: 'subject' } },
      schema: {
        tags: ['notices'],
        summary: '再次发送已放弃的 / Send again what was given up, under its own id',
        security: [{ key: [] }],
        ...{ params: Id, querystring: OnlyLanguage, response: answers(DeliveryAnswer) },
      },
    },
    async ({ caller, params: { id } }) => {
      const { content } = await deliveryBy(catalogue, id);
      if (!isOwn(caller, content.owner)) throw new CodedError('delivery.unknown', id);
      return deliveryAnswer(await sendAgain(catalogue, id, Date.now()));
    },
  );
};
