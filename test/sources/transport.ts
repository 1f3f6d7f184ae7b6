/** How an answer travels: whole and at once, or with the faults of transport that strike the request. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Misbehaviour } from './misbehave.ts';
import { type Answer, html, json, page } from './wire.ts';

const PEOPLE = page('系统提示', '<div class="notice"><h2>系统维护中</h2><p>请稍后再试。</p></div>');

const LOGIN = page(
  '统一身份认证',
  '<form id="login" action="/login" method="post"><input name="username" placeholder="用户名"><input type="password" name="pwd"><button>登录</button></form>',
);

/** The firewall's page: a script that would set a cookie and load the address again. */
const CHALLENGE =
  "<script>document.cookie=('_')+('_')+('jsl_clearance_s=')+(+!+[]+'')+'|-1|';location.href=location.pathname+location.search</script>";

function replaced(answer: Answer, fault: Misbehaviour): Answer {
  const retry: Record<string, string> =
    fault.seconds === undefined ? {} : { 'retry-after': String(fault.seconds) };
  switch (fault.what) {
    case 'throttled':
      return {
        ...json(answer.kind, { code: 429, message: '请求过于频繁' }, 429),
        headers: { 'retry-after': String(fault.seconds ?? 1) },
      };
    case 'unavailable':
      return { ...html(answer.kind, PEOPLE, 503), headers: retry };
    case 'status':
      return html(answer.kind, PEOPLE, fault.status ?? 500);
    case 'html':
      return html(answer.kind, PEOPLE);
    case 'login':
      return html(answer.kind, LOGIN);
    case 'torn':
      return { ...answer, body: answer.body.slice(0, Math.floor((answer.body.length * 2) / 3)) };
    case 'challenge':
      return html(answer.kind, CHALLENGE);
    case 'redirect':
      return {
        ...html(answer.kind, '', fault.status ?? 302),
        headers: { location: fault.to ?? 'http://169.254.169.254/latest/meta-data/' },
      };
    case 'failure-in-200':
      return json(answer.kind, { code: 500, success: false, message: '服务异常，请联系管理员', data: null });
    default:
      return answer;
  }
}

const BLANKS = Buffer.alloc(1 << 16, ' ');

/** The answer, then blanks until the amount is reached. */
function* flood(body: Buffer, bytes: number): Generator<Buffer> {
  yield body;
  for (let sent = 0; sent < bytes; sent += BLANKS.length) yield BLANKS;
}

/** A client that leaves in the middle does what it should. */
const left = (): undefined => undefined;

export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  faults: Misbehaviour[],
): Promise<void> {
  const fault = (what: Misbehaviour['what']) => faults.find((each) => each.what === what);
  if (fault('hang')) return;
  const slow = fault('slow');
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms ?? 300));
  if (fault('reset')) {
    request.socket.destroy();
    return;
  }
  const given = faults.reduce(replaced, answer);
  const inGbk = fault('gbk') !== undefined || given.charset === 'gbk';
  const body = inGbk ? iconv.encode(given.body, 'gbk') : Buffer.from(given.body);
  const headers: Record<string, string> = { 'content-type': given.type, ...given.headers };
  // What is spoiled on the way is another representation: it has not the name of the sound one.
  if (faults.length > 0) delete headers.etag;
  const oversize = fault('oversize');
  const bomb = fault('gzip-bomb');
  if (oversize) {
    response.writeHead(given.status, headers);
    await pipeline(flood(body, oversize.bytes ?? 64 << 20), response).catch(left);
  } else if (bomb) {
    response.writeHead(given.status, { ...headers, 'content-encoding': 'gzip' });
    await pipeline(flood(body, bomb.bytes ?? 512 << 20), createGzip({ level: 1 }), response).catch(left);
  } else if (fault('cut')) {
    response.writeHead(given.status, { ...headers, 'content-length': String(body.length) });
    response.write(body.subarray(0, Math.max(1, body.length >> 1)), () => request.socket.end());
  } else if (given.status === 304) {
    response.writeHead(304, given.headers).end();
  } else {
    response.writeHead(given.status, { ...headers, 'content-length': String(body.length) }).end(body);
  }
}
