/** Everything that goes wrong, in the one shape of error answers and in the caller's language. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { CodedError, ERRORS, type ErrorCode } from '../../config/errors/errors.ts';
import { type Language, languageOf } from '../language.ts';
import type { ErrorAnswer } from '../schemas/error.ts';
import { faultsOf } from './validation.ts';

type Answer = z.infer<typeof ErrorAnswer>;

/** An entry that is gone, with what is left of it. */
export class RemovedError extends CodedError {
  readonly removed: NonNullable<Answer['removed']>;

  constructor(removed: NonNullable<Answer['removed']>) {
    super('entry.removed', `${removed.title} (${removed.removedAt})`);
    this.removed = removed;
  }
}

const WORDS = {
  zh: {
    internal: (id: string) => `请求 ${id} 处理失败，详情见服务日志`,
    retry: '请稍后再试；若持续出现，请把请求编号告诉管理员',
    address: (path: string) => `没有 ${path}`,
    docs: '可用的地址见 /docs',
    parameters: '请按 faults 中所列改正参数',
    body: '请求体应为 JSON',
    encoding: '地址中的字符应以 UTF-8 编码后写作 %XX',
    cursor: '去掉 cursor，从第一页开始',
    list: (path: string) => `现有的见 ${path}`,
  },
  en: {
    internal: (id: string) => `Request ${id} failed; the server's log says why`,
    retry: 'Try again later; if it stays, tell the administrator the request id',
    address: (path: string) => `There is no ${path}`,
    docs: 'The addresses there are: /docs',
    parameters: 'Mend the parameters listed in faults',
    body: 'The body is to be JSON',
    encoding: 'Characters of an address are written as %XX of their UTF-8',
    cursor: 'Start again without a cursor',
    list: (path: string) => `Those there are: ${path}`,
  },
} as const;

/** Framework errors that are the caller's, by status. */
const FRAMEWORK_CODES: Record<number, ErrorCode> = {
  404: 'request.not-found',
  405: 'request.method',
  413: 'request.too-large',
  414: 'request.too-large',
  415: 'request.media-type',
  431: 'request.too-large',
};

const placeOf = (request: FastifyRequest): string => `${request.method} ${request.url.split('?')[0]}`;

export const PROBLEM = 'application/problem+json; charset=utf-8';

/** RFC 9457's members with our own beside them. `instance`: the address that was asked for. */
function answerOf(
  code: ErrorCode,
  language: Language,
  instance: string,
  rest: Pick<Answer, 'detail' | 'where' | 'hint' | 'faults' | 'removed'>,
): Answer {
  const { status, [language]: message } = ERRORS[code];
  const type = `/api/v1/errors#${code}`;
  return { type, title: message, status, instance, code, message, ...rest };
}

/** Where what was asked for by name can be looked up. */
const LISTS: Partial<Record<ErrorCode, string>> = {
  'entry.not-found': '/api/v1/search',
  'resource.not-found': '/api/v1/search',
  'source.unknown': '/api/v1/sources',
  'key.unknown': '/api/v1/keys',
  'run.unknown': '/api/v1/runs',
  'held.unknown': '/api/v1/held',
};

/** What to do about it: in the caller's language where the API knows, else as the error has it. */
function hintOf(error: CodedError, words: (typeof WORDS)[Language]): { hint?: string } {
  if (error.code === 'request.cursor-invalid') return { hint: words.cursor };
  const list = LISTS[error.code];
  if (error.hint === undefined && list !== undefined) return { hint: words.list(list) };
  return error.hint === undefined ? {} : { hint: error.hint };
}

function explain(error: unknown, request: FastifyRequest): Answer {
  const language = languageOf(request);
  const words = WORDS[language];
  const where = placeOf(request);
  const instance = request.url.split('?')[0] as string;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = faultsOf(error, request, language);
    const code = faults.some((fault) => fault.where === 'query.cursor')
      ? 'request.cursor-invalid'
      : 'request.invalid';
    const detail = faults.map((fault) => `${fault.where}: ${fault.detail}`).join('; ');
    return answerOf(code, language, instance, {
      detail,
      hint: words.parameters,
      where: faults[0]?.where ?? where,
      faults,
    });
  }
  if (error instanceof CodedError && error.code !== 'internal') {
    return answerOf(error.code, language, instance, {
      detail: error.detail,
      ...hintOf(error, words),
      where: error.code === 'request.cursor-invalid' ? 'query.cursor' : where,
      ...(error instanceof RemovedError ? { removed: error.removed } : {}),
    });
  }
  const status = (error as Partial<FastifyError>).statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return answerOf(FRAMEWORK_CODES[status] ?? 'request.invalid', language, instance, {
      detail: (error as Error).message,
      ...(status === 415 ? { hint: words.body } : {}),
      ...((error as Partial<FastifyError>).code === 'FST_ERR_BAD_URL' ? { hint: words.encoding } : {}),
      where,
    });
  }
  return answerOf('internal', language, instance, {
    detail: words.internal(request.id),
    hint: words.retry,
    where,
  });
}

/** The code that an error is answered with. */
export const codeOf = (error: unknown, request: FastifyRequest): ErrorCode => explain(error, request).code;

/** Sends the error; what is ours to mend is logged with its cause. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = explain(error, request);
  const { status, blame } = ERRORS[answer.code];
  if (blame === 'us') request.log.error({ err: error, code: answer.code }, 'request failed');
  // A route that asks for the key in another way has said so.
  if (status === 401 && !reply.hasHeader('www-authenticate')) {
    reply.header('www-authenticate', 'Bearer realm="huimu"');
  }
  if (error instanceof CodedError && error.retryAfter !== undefined) {
    reply.header('retry-after', Math.ceil(error.retryAfter));
  }
  return reply
    .code(status)
    .type(PROBLEM)
    .serializer(JSON.stringify as (payload: unknown) => string)
    .send(answer);
}

/** Nothing at this address: 405 where it has other methods, else 404. */
export function sendNotFound(methods: string[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const words = WORDS[languageOf(request)];
  if (methods.length > 0) {
    reply.header('allow', methods.join(', '));
    return sendError(
      new CodedError('request.method', placeOf(request), { hint: methods.join(', ') }),
      request,
      reply,
    );
  }
  return sendError(
    new CodedError('request.not-found', words.address(request.url.split('?')[0] as string), {
      hint: words.docs,
    }),
    request,
    reply,
  );
}

/**
 * Refuses an address whose query is no UTF-8: the framework would search for what stands there undecoded. A lone
 * `%` is one too.
 */
export function requireReadableQuery(request: FastifyRequest): void {
  const query = request.url.split('?')[1];
  if (query === undefined) return;
  try {
    decodeURIComponent(query);
  } catch {
    throw new CodedError('request.invalid', `?${query.slice(0, 100)}`, {
      hint: WORDS[languageOf(request)].encoding,
    });
  }
}

/** Node's names for what its HTTP parser could not take. */
const SOCKET_CODES: Record<string, [ErrorCode, string]> = {
  HPE_HEADER_OVERFLOW: ['request.too-large', '431 Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request.invalid', '408 Request Timeout'],
};

/** A whole HTTP answer for a connection that sent no readable request. */
export function socketAnswer(parserCode: string | undefined): string {
  const [code, status] = SOCKET_CODES[parserCode ?? ''] ?? ['request.invalid', '400 Bad Request'];
  const body = JSON.stringify(answerOf(code, 'zh', '/', { detail: parserCode ?? status, where: 'HTTP' }));
  return [
    `HTTP/1.1 ${status}`,
    `Content-Type: ${PROBLEM}`,
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
