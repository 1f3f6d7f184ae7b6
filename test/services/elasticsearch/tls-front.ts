/** TLS in front of a node that speaks none, as a cluster's own would be: it notes who logs in, and may want a key. */
import { readFileSync } from 'node:fs';
import { request as forward, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { Secrets } from '../secrets.ts';

export interface TlsFront {
  url: string;
  /** Of each request, in order: method, path without its query, and what it logged in with. */
  readonly asked: { method: string; path: string; authorization: string | undefined }[];
  /** From now on only who logs in with this is let through, with any where undefined. */
  want(authorization: string | undefined): void;
  close(): Promise<void>;
}

export async function tlsFront(target: string, secrets: Secrets): Promise<TlsFront> {
  const asked: TlsFront['asked'] = [];
  let wanted: string | undefined;
  const server = createServer(
    {
      key: readFileSync(secrets.path('elasticsearch.key')),
      cert: readFileSync(secrets.path('elasticsearch.crt')),
    },
    (request, response) => {
      const { method = 'GET', url = '/', headers } = request;
      const { authorization, ...rest } = headers as IncomingHttpHeaders & { authorization?: string };
      asked.push({ method, path: url.split('?')[0] as string, authorization });
      if (wanted !== undefined && authorization !== wanted) {
        request.resume();
        const body = { error: { type: 'security_exception', reason: 'unable to authenticate' }, status: 401 };
        response.writeHead(401, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
        return void response.end(JSON.stringify(body));
      }
      const sent = forward(new URL(url, target), { method, headers: rest }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      sent.on('error', () => response.destroy());
      request.pipe(sent);
    },
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `https://localhost:${port}`,
    asked,
    want(authorization) {
      wanted = authorization;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
