/**
 * The queue's dashboard (Bull Board) for operators, to look at and not to act: what a run does is decided by the
 * runs' own routes. A browser sends no bearer token, so that the key is asked for as the password of any name, unless there is a session.
 */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { ApiContext } from '../context.ts';
import type { ApiServer } from '../routes/route.ts';
import { sendError } from './error-answer.ts';

export const BOARD_PATH = '/admin/queue';

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
      scope.addHook('onRequest', keyAsPassword(server));
      await scope.register(pages.registerPlugin());
    },
    { prefix: BOARD_PATH },
  );
}

/** An administrator by session or key, or by the key as a password. */
const keyAsPassword =
  ({ access }: ApiServer) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const basic = /^Basic ([a-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    try {
      const caller = basic === undefined ? request.caller : await access.byKey(request, passwordOf(basic));
      if (caller?.role === 'admin') return undefined;
      if (caller !== null) throw new CodedError('access.denied', BOARD_PATH);
      throw unauthorized();
    } catch (error) {
      const { code } = coded(error);
      if (code === 'request.unauthorized') {
        reply.header('www-authenticate', 'Basic realm="Huimu", charset="UTF-8"');
      }
      // Not thrown: the board answers errors of its scope in its own way.
      sendError(code === 'request.unauthorized' ? unauthorized() : error, request, reply);
      return reply;
    }
  };

const passwordOf = (basic: string): string =>
  Buffer.from(basic, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');

const unauthorized = (): CodedError =>
  new CodedError('request.unauthorized', BOARD_PATH, {
    hint: '用户名任意，口令为管理员密钥 / any name, the key of an admin as password',
  });
