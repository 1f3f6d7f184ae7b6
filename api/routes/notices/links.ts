import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../../config/errors/errors.ts';
import {
  changeSubscription,
  endSubscription,
  type Kept,
  subscriptionBy,
} from '../../../notices/subscriptions/keeping.ts';
import { Id } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { labelOf } from '../../schemas/notices/delivery.ts';
import { SubscriptionState, Token } from '../../schemas/notices/subscription.ts';
import { FORM, takeForms } from '../../standards/form.ts';
import { type ApiServer, answers, type Route } from '../route.ts';

const answerOf = ({ content: { name, state, occasions } }: Kept) => ({
  ...{ name, state },
  occasions: occasions.map((occasion) => ({ occasion, label: labelOf(occasion) })),
});

/** What links in messages lead to: their token is all the right there is. */
export const subscriptionLinks: Route = (server, { catalogue, telling }) => {
  /** Throws `subscription.link-invalid`. */
  async function linked(request: FastifyRequest, purpose: 'confirm' | 'unsubscribe'): Promise<Kept> {
    const { id } = request.params as { id: string };
    const { token } = request.query as { token: string };
    const signing = await telling.signing();
    if (!signing.isToken(purpose, id, token)) throw new CodedError('subscription.link-invalid', id);
    return subscriptionBy(catalogue, id).catch(() => {
      throw new CodedError('subscription.link-invalid', id);
    });
  }
  const shape = { params: Id, querystring: Token };

  server.post(
    '/api/v1/subscriptions/:id/confirm',
    {
      schema: {
        tags: ['notices'],
        summary: '确认邮箱的订阅 / Say yes for a mailbox, by the link in its mail',
        ...shape,
        response: answers(SubscriptionState),
      },
    },
    async (request) => {
      const { id } = await linked(request, 'confirm');
      const active = (kept: Kept['content']) =>
        kept.state === 'unconfirmed' ? { ...kept, state: 'active' as const } : undefined;
      return answerOf(await changeSubscription(catalogue, id, active, Date.now()));
    },
  );

  void server.register(async (plain) => {
    const scope = plain as unknown as ApiServer;
    takeForms(scope);
    // Of what a mailbox's button posts only the address counts (RFC 8058: a form of either kind).
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, _body, done) =>
      done(null),
    );
    scope.post(
      '/api/v1/subscriptions/:id/unsubscribe',
      {
        schema: {
          tags: ['notices'],
          summary: '一键退订 / End one by the link in a message (RFC 8058)',
          consumes: ['application/json', FORM, 'multipart/form-data'],
          ...shape,
          response: { 200: SubscriptionState, ...refusals },
        },
      },
      async (request) => {
        const { id } = await linked(request, 'unsubscribe');
        return answerOf(await endSubscription(catalogue, id, 'unsubscribed', Date.now()));
      },
    );
  });
};
