import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { OCCASIONS } from '../../../notices/occasions/kinds.ts';
import { earlier, put } from '../../../notices/outbox/seal.ts';
import { mayHear } from '../../../notices/subscriptions/hearing.ts';
import {
  changeSubscription,
  endSubscription,
  type Kept,
  subscriptionBy,
  subscriptions as subscriptionsOf,
} from '../../../notices/subscriptions/keeping.ts';
import { subscriptionAnswer } from '../../answers/notices.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { labelOf } from '../../schemas/notices/delivery.ts';
import {
  ChangeSubscription,
  MakeSubscription,
  OccasionList,
  SubscriptionAnswer,
  SubscriptionList,
  SubscriptionMade,
} from '../../schemas/notices/subscription.ts';
import { askedOwner, isOwn, ownerOf } from '../../telling/owners.ts';
import { subscribe } from '../../telling/subscribe.ts';
import { answers, type Route } from '../route.ts';

/** Who is told what happens. With a key by webhook or mail; without one by mail, of searches and demands. */
export const subscriptions: Route = (server, { catalogue, sources, telling }) => {
  /** Throws `subscription.unknown`, of others' as well. */
  const own = async ({ caller, params }: FastifyRequest): Promise<Kept> => {
    const kept = await subscriptionBy(catalogue, (params as { id: string }).id);
    if (!isOwn(caller, kept.content.owner)) throw new CodedError('subscription.unknown', kept.id);
    return kept;
  };

  server.get(
    '/api/v1/occasions',
    {
      schema: {
        tags: ['notices'],
        summary: '可订阅的事项 / What the caller may be told',
        querystring: OnlyLanguage,
        response: answers(OccasionList),
      },
    },
    async ({ caller }, reply) => {
      reply.header('cache-control', 'no-store');
      const items = OCCASIONS.filter((occasion) => mayHear(caller ?? undefined, occasion));
      return { items: items.map((occasion) => ({ occasion, label: labelOf(occasion) })), mail: telling.mail };
    },
  );

  server.post(
    '/api/v1/subscriptions',
    {
      config: { rateLimit: { max: 20, timeWindow: 3_600_000 } },
      schema: {
        tags: ['notices'],
        summary: '订阅通知 / Subscribe to notices',
        querystring: OnlyLanguage,
        body: MakeSubscription,
        response: { 201: SubscriptionMade, ...refusals },
      },
    },
    async ({ body, caller }, reply) => {
      const asker = { owner: caller && ownerOf(caller), right: caller ?? undefined };
      const { kept, secret } = await subscribe({ catalogue, sources, telling }, body, asker, Date.now());
      reply.code(201).header('cache-control', 'no-store');
      return { made: subscriptionAnswer(kept), secret };
    },
  );

  server.get(
    '/api/v1/subscriptions',
    {
      schema: {
        tags: ['notices'],
        summary: '自己的订阅 / The caller’s subscriptions',
        security: [{ key: [] }],
        querystring: z.strictObject({
          all: z.stringbool().optional().describe('Everybody’s: for an administrator'),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(SubscriptionList),
      },
    },
    async ({ caller, query: { all = false, size, cursor } }) => {
      const page = await subscriptionsOf(catalogue, askedOwner(caller, all), size, cursor);
      return { items: page.items.map(subscriptionAnswer), cursor: page.cursor };
    },
  );

  server.put(
    '/api/v1/subscriptions/:id',
    {
      config: { act: { name: () => 'change-subscription', on: 'subject' } },
      schema: {
        tags: ['notices'],
        summary: '修改、暂停或恢复 / Change, pause or resume one',
        security: [{ key: [] }],
        ...{ params: Id, querystring: OnlyLanguage, body: ChangeSubscription },
        response: answers(SubscriptionAnswer),
      },
    },
    async (request) => {
      const { id } = await own(request);
      const { state, name, grouping, share } = request.body;
      const changed = await changeSubscription(
        catalogue,
        id,
        (kept) => ({
          ...kept,
          ...{ name: name ?? kept.name, grouping: grouping ?? kept.grouping, share: share ?? kept.share },
          // What its mailbox has not confirmed, or has ended, no word from here makes active.
          state: kept.state === 'active' || kept.state === 'paused' ? (state ?? kept.state) : kept.state,
        }),
        Date.now(),
      );
      return subscriptionAnswer(changed);
    },
  );

  server.delete(
    '/api/v1/subscriptions/:id',
    {
      config: { act: { name: () => 'end-subscription', on: 'subject' } },
      schema: {
        tags: ['notices'],
        summary: '退订 / End one',
        security: [{ key: [] }],
        ...{ params: Id, querystring: OnlyLanguage, response: answers(SubscriptionAnswer) },
      },
    },
    async (request) => {
      const { id } = await own(request);
      return subscriptionAnswer(await endSubscription(catalogue, id, 'removed', Date.now()));
    },
  );

  server.post(
    '/api/v1/subscriptions/:id/trial',
    {
      config: {
        act: { name: () => 'try-subscription', on: 'subject' },
        rateLimit: { max: 20, timeWindow: 3_600_000 },
      },
      schema: {
        tags: ['notices'],
        summary: '试发一条 / Send a trial message within a minute',
        security: [{ key: [] }],
        ...{ params: Id, querystring: OnlyLanguage, response: answers(SubscriptionAnswer) },
      },
    },
    async (request) => {
      const kept = await own(request);
      const past = await earlier(catalogue, kept.id);
      const empty = { items: [], rest: {}, notices: [], since: new Date().toISOString() };
      await put(catalogue, kept, past, { purpose: 'trial', ...empty }, Date.now());
      return subscriptionAnswer(kept);
    },
  );
};
