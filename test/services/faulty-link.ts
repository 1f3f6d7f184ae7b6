/** A link to an HTTP service that fails on demand: what the network, or a busy server, does to a request. */
import { createServer, request as forward } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Asked {
  /** Requests before this one. */
  at: number;
  method: string;
  path: string;
  body: string;
}

/**
 * `cut`: it never arrives. `lose`: it is done, its answer is lost. `half`: the first half of its lines arrives and is
 * done, its answer is lost. `hang`: it never arrives, and nobody says so. `mute`: it is done, and nobody says so. Else
 * an answer in the service's stead.
 */
export type Verdict = 'pass' | 'cut' | 'lose' | 'half' | 'hang' | 'mute' | { status: number; body: object };

export interface FaultyLink {
  url: string;
  /** Decides on every request from now on, counted anew; one that is not decided on yet is held up. */
  judge(verdict: (asked: Asked) => Verdict | Promise<Verdict>): void;
  close(): Promise<void>;
}

/** Of a bulk: whole lines, an action with its document. */
function firstHalf(body: string): string {
  const lines = body.split('\n').filter((line) => line !== '');
  return `${lines.slice(0, 2 * Math.ceil(lines.length / 4)).join('\n')}\n`;
}

export async function faultyLink(target: string): Promise<FaultyLink> {
  let verdictOf: (asked: Asked) => Verdict | Promise<Verdict> = () => 'pass';
  let at = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { method = 'GET', url = '/', headers, socket } = request;
    const asked = { at, method, path: url, body: body.toString('utf8') };
    at += 1;
    const verdict = await verdictOf(asked);
    if (verdict === 'cut') return void socket.destroy();
    if (verdict === 'hang') return;
    if (typeof verdict === 'object') {
      const answer = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
      return void response.writeHead(verdict.status, answer).end(JSON.stringify(verdict.body));
    }
    const forwarded = verdict === 'half' ? Buffer.from(firstHalf(asked.body)) : body;
    const { 'content-length': _, 'transfer-encoding': __, ...others } = headers;
    // Said for every body: by itself none is for a GET, and the body would be taken for the next request.
    const length = forwarded.length > 0 ? { 'content-length': forwarded.length } : {};
    const sent = forward(new URL(url, target), { method, headers: { ...others, ...length } }, (answer) => {
      if (verdict === 'mute') return void answer.resume();
      if (verdict === 'lose' || verdict === 'half') {
        return void answer.resume().on('end', () => socket.destroy());
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    sent.on('error', () => socket.destroy());
    sent.end(forwarded);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    judge(verdict) {
      verdictOf = verdict;
      at = 0;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
