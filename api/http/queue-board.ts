/**
 * The queue's dashboard (Bull Board) for operators, to look at and not to act: what a run does is decided by the
 * runs' own routes. A browser sends no bearer token, so that the key is asked for as the password of any name.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../config/errors.ts';
import { isLoopback } from '../../config/settings/settings.ts';
import type { ApiContext } from '../context.ts';
import type { ApiServer } from '../routes/route.ts';
import { sendError } from './error-answer.ts';

export const BOARD_PATH = '/admin/queue';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Where there is no queue of many processes there is no board. */
export async function serveQueueBoard(server: ApiServer, context: ApiContext): Promise<void> {
  const { board: queue } = context;
  if (queue === undefined) return;
  const pages = new FastifyAdapter();
  pages.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true, description: '采集任务 / runs' })],
    serverAdapter: pages,
    options: { uiConfig: { boardTitle: '汇目 Huimu' } },
  });
  await server.register(
    async (scope) => {
      scope.addHook('onRequest', keyAsPassword(context));
      await scope.register(pages.registerPlugin());
    },
    { prefix: BOARD_PATH },
  );
}

function keyAsPassword({ adminKey, openToLoopback }: ApiContext) {
  const expected = adminKey === undefined ? undefined : digest(adminKey);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (expected === undefined && openToLoopback && isLoopback(request.hostname)) return undefined;
    const basic = /^Basic ([a-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const password = Buffer.from(basic, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '');
    if (expected !== undefined && timingSafeEqual(digest(password), expected)) return undefined;
    reply.header('www-authenticate', 'Basic realm="Huimu", charset="UTF-8"');
    const error = new CodedError('request.unauthorized', BOARD_PATH, {
      hint: '用户名任意，口令为 HUIMU_ADMIN_KEY / any name, the HUIMU_ADMIN_KEY as password',
    });
    // Not thrown: the board answers errors of its scope in its own way.
    sendError(error, request, reply);
    return reply;
  };
}
