/** The session's cookie: strict, out of scripts' reach, for this host alone, and over TLS only where there is TLS. */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** With `__Host-` a browser takes it from nobody but this host over TLS. */
const nameFor = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? '__Host-huimu' : 'huimu');

const options = ({ protocol }: FastifyRequest): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure: protocol === 'https',
});

export const tokenIn = (request: FastifyRequest): string | undefined => request.cookies[nameFor(request)];

/** It lasts as long as the browser runs; what it opens, as the catalogue says. */
export const giveToken = (request: FastifyRequest, reply: FastifyReply, token: string): void =>
  void reply.setCookie(nameFor(request), token, options(request));

export const takeToken = (request: FastifyRequest, reply: FastifyReply): void =>
  void reply.clearCookie(nameFor(request), options(request));
