/** What comes back, well or badly: statuses, cuts, hangs, bombs, encodings. */
import { createServer as createTcpServer, type Socket } from 'node:net';
import zlib from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { against, clientsWith, failure, type Handler, NO_RETRY, runOf, sourceAt, text } from './fixture.ts';

test('a good answer comes with status, address, lower-case headers and body', async () => {
  const { run, local } = await against((_, response) => {
    response.setHeader('X-Total', '3').end('{"total":3}');
  });
  const answer = await run.get('/list?page=1', { purpose: 'list' });
  expect(answer.status).toBe(200);
  expect(answer.url).toBe(`${local.origin}/list?page=1`);
  expect(answer.headers['x-total']).toBe('3');
  expect(text(answer.body)).toBe('{"total":3}');
  expect(run.requests).toEqual({ list: 1, detail: 0, other: 1 });
});

test('a POST carries body and headers; ours are not to be overwritten', async () => {
  const { run, local } = await against((request, response, body) => {
    response.end(
      JSON.stringify({ body, type: request.headers['content-type'], agent: request.headers['user-agent'] }),
    );
  });
  const answer = await run.request({
    method: 'POST',
    url: `${local.origin}/list`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': 'Mozilla/5.0' },
    body: '{"page":1,"名":"停车场"}',
  });
  const said = JSON.parse(text(answer.body)) as Record<string, string>;
  expect(said.body).toBe('{"page":1,"名":"停车场"}');
  expect(said.type).toBe('application/x-www-form-urlencoded');
  expect(said.agent).toMatch(/^Huimu\/\d+\.\d+\.\d+ \(\+https:\/\/huimu\.example\.org\/robot\)$/);
});

test('an address with GBK escapes goes out as it is', async () => {
  const { run, local } = await against((_, response) => response.end('ok'));
  await run.get('/search?q=%CD%A3%B3%B5');
  expect(local.seen).toEqual(['GET /search?q=%CD%A3%B3%B5']);
});

test.each([
  [400, 'source.refused'],
  [401, 'source.login-needed'],
  [403, 'source.blocked'],
  [404, 'source.not-found'],
  [405, 'source.refused'],
  [410, 'source.not-found'],
  [412, 'source.blocked'],
  [429, 'source.throttled'],
  [500, 'source.unavailable'],
  [502, 'source.unavailable'],
  [503, 'source.unavailable'],
  [504, 'source.unavailable'],
  [304, 'source.refused'],
] as const)('status %i is %s, and the message says where', async (status, code) => {
  const { run, local } = await against((_, response) => response.writeHead(status).end(), NO_RETRY);
  const error = await failure(run.get('/list'));
  expect(error.code).toBe(code);
  expect(error.detail).toContain(`GET ${local.origin}/list answered ${status}`);
});

const CHALLENGES: [string, number, string, Record<string, string>?][] = [
  [
    'jiasule, first',
    521,
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname</script>",
  ],
  [
    'jiasule, second',
    200,
    '<html><script>go({"bts":["1","2"],"chars":"x","ct":"a","ha":"md5","tn":"__jsl_clearance_s"})</script></html>',
  ],
  [
    'wzws',
    200,
    '<html><noscript>请开启JavaScript</noscript><script>var dynamicurl="/WZWSREL2xpc3Q=";var wzwsquestion="x";</script></html>',
  ],
  [
    'wzws form',
    200,
    '<form action="/aq_wzws_confirm.html"><input name="wzws_sessionid" value="8f2c"></form>',
  ],
  ['Ruishu', 202, "<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></html>"],
  ['Aliyun', 200, "<html><script>var arg1='A';setCookie('acw_sc__v2', x)</script></html>"],
  ['Aliyun refusal', 405, '<html><a href="https://errors.aliyun.com/images/x.png"></a></html>'],
  ['Cloudflare', 503, '<html>Just a moment...<script>window._cf_chl_opt={}</script></html>'],
  ['Cloudflare header', 200, 'x', { 'cf-mitigated': 'challenge', 'content-type': 'text/plain' }],
];
test.each(CHALLENGES)(
  'a challenge page (%s, status %i) is source.blocked',
  async (_, status, page, headers) => {
    const { run } = await against((_request, response) => {
      response.writeHead(status, headers ?? { 'content-type': 'text/html; charset=utf-8' }).end(page);
    }, NO_RETRY);
    expect((await failure(run.get('/list'))).code).toBe('source.blocked');
  },
);

test('a record that talks of challenges is no challenge', async () => {
  const rows = '<tr><td>停车场信息，含泊位数量与收费标准</td></tr>'.repeat(100);
  const answers: [string, string][] = [
    ['application/json', '{"title":"<script>__jsl_clearance_s</script>"}'],
    ['text/html', `<html><script>var s="wzws_sessionid"</script><table>${rows}</table></html>`],
  ];
  for (const [type, body] of answers) {
    const { run } = await against(
      (_, response) => response.setHeader('content-type', type).end(body),
      NO_RETRY,
    );
    expect(text((await run.get('/list')).body)).toBe(body);
  }
});

test('the cookie of a firewall that lets us in is no challenge', async () => {
  const { run } = await against((_, response) => {
    response
      .setHeader('set-cookie', 'wzws_sessionid=abc; Path=/')
      .setHeader('content-type', 'text/html')
      .end('<p>目录</p>');
  });
  expect((await run.get('/')).status).toBe(200);
});

const CUTS: [string, Handler][] = [
  [
    'shorter than its Content-Length',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
      setTimeout(() => response.destroy(), 20);
    },
  ],
  [
    'chunked without an end',
    (_, response) => {
      response.write('{"half":');
      setTimeout(() => response.destroy(), 20);
    },
  ],
  [
    'half a gzip',
    (_, response) => {
      const packed = zlib.gzipSync(Buffer.alloc(5000, 'abc'));
      response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, packed.length - 12));
    },
  ],
  [
    'no gzip at all',
    (_, response) => {
      response.setHeader('content-encoding', 'gzip').end('{"plain":true}');
    },
  ],
  [
    'half a brotli',
    (_, response) => {
      response
        .setHeader('content-encoding', 'br')
        .end(zlib.brotliCompressSync(Buffer.alloc(5000, 'ab')).subarray(0, 8));
    },
  ],
];
test.each(CUTS)('a body %s is source.cut', async (_, handler) => {
  const { run } = await against(handler, NO_RETRY);
  expect((await failure(run.get('/list'))).code).toBe('source.cut');
});

test.each([
  ['gzip', zlib.gzipSync],
  ['x-gzip', zlib.gzipSync],
  ['GZIP', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['deflate', zlib.deflateRawSync],
  ['br', zlib.brotliCompressSync],
] as const)('%s bodies are unpacked, small and large', async (encoding, pack) => {
  const small = Buffer.from('目录'.repeat(50));
  const large = Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * 2654435761) % 4294967296).join());
  const { run } = await against((request, response) => {
    response.setHeader('content-encoding', encoding).end(pack(request.url === '/small' ? small : large));
  });
  expect(Buffer.from((await run.get('/small')).body).equals(small)).toBe(true);
  const answer = await run.get('/large');
  expect(Buffer.from(answer.body).equals(large)).toBe(true);
  expect(answer.headers['content-encoding']).toBeUndefined();
});

test('an encoding nobody asked for is named', async () => {
  const { run } = await against((_, response) =>
    response.setHeader('content-encoding', 'gzip, gzip').end('x'),
  );
  const error = await failure(run.get('/list'));
  expect(error.code).toBe('source.shape-changed');
  expect(error.detail).toContain('gzip, gzip');
});

test('a gzip bomb ends in source.too-large without filling memory', async () => {
  // 1 GiB of zeros in 16 members of one stream.
  const member = zlib.gzipSync(Buffer.alloc(64 << 20));
  const bomb = Buffer.concat(Array.from({ length: 16 }, () => member));
  const { run, local } = await against((_, response) =>
    response.setHeader('content-encoding', 'gzip').end(bomb),
  );
  const before = process.resourceUsage().maxRSS;
  const error = await failure(run.get('/list'));
  expect(error.code).toBe('source.too-large');
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(256 * 1024);
  expect(local.seen).toHaveLength(1);
});

test('a small bomb is stopped by its ratio', async () => {
  const bomb = zlib.gzipSync(Buffer.alloc(20 << 20));
  const { run } = await against((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
  expect(bomb.length).toBeLessThan(32 * 1024);
  expect((await failure(run.get('/list'))).code).toBe('source.too-large');
});

test('a body over the limit is refused, declared or not, and the limit of the request counts', async () => {
  let written = 0;
  const { run } = await against((request, response) => {
    if (request.url === '/declared') response.setHeader('content-length', 5000).end(Buffer.alloc(5000));
    else {
      const more = (): void => {
        while (!response.destroyed && written < 1 << 30) {
          written += 65536;
          if (!response.write(Buffer.alloc(65536))) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    }
  });
  expect((await failure(run.get('/declared', { maxBytes: 4999 }))).code).toBe('source.too-large');
  expect((await run.get('/declared', { maxBytes: 5000 })).body.length).toBe(5000);
  expect((await failure(run.get('/endless', { maxBytes: 1 << 20 }))).code).toBe('source.too-large');
  expect(written).toBeLessThan(64 << 20);
});

test('headers over the limit are refused', async () => {
  const { run } = await against((_, response) => response.setHeader('x-big', 'a'.repeat(40_000)).end('x'));
  expect((await failure(run.get('/list'))).code).toBe('source.too-large');
});

const PATIENT = { connectMs: 30_000, firstByteMs: 30_000, idleMs: 30_000, totalMs: 30_000 };
const SLOW: [string, Handler, string, Partial<typeof PATIENT>][] = [
  ['never answers', () => {}, 'no answer began', { firstByteMs: 100 }],
  [
    'stops in the middle',
    (_, response) => response.write('{"half":'),
    'nothing came any more',
    { idleMs: 100 },
  ],
  [
    'drips for ever',
    (_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
    'whole answer',
    { totalMs: 200 },
  ],
];
test.each(SLOW)('a host that %s is source.timeout', async (_, handler, said, limit) => {
  const { run } = await against(handler, { ...NO_RETRY, timeouts: { ...PATIENT, ...limit } });
  const error = await failure(run.get('/list'));
  expect(error.code).toBe('source.timeout');
  expect(error.detail).toContain(said);
});

/** A TCP server that does `what` with each connection after its first bytes. */
async function tcp(what: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => what(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

test.each([
  ['closes without an answer', (socket: Socket) => socket.destroy(), 'source.unreachable'],
  ['speaks another protocol', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'source.cut'],
] as const)('a host that %s', async (_, what, code) => {
  const run = runOf(clientsWith(NO_RETRY), sourceAt(await tcp(what)));
  expect((await failure(run.get('/list'))).code).toBe(code);
});

test('a port where nobody listens is source.unreachable, and so is a name without address', async () => {
  const { local } = await against(() => {});
  const closed = `http://127.0.0.1:${local.port === 1 ? 2 : 1}`;
  const refused = await failure(runOf(clientsWith(NO_RETRY), sourceAt(closed)).get('/'));
  expect(refused.code).toBe('source.unreachable');
  expect(refused.detail).toContain('ECONNREFUSED');
  const resolve = async (): Promise<never> => {
    throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  };
  const named = runOf(clientsWith({ ...NO_RETRY, resolve }), sourceAt('http://gone.example.gov.cn'));
  const error = await failure(named.get('/'));
  expect(error.code).toBe('source.unreachable');
  expect(error.hint).toContain('DNS');
});

test('a kept-alive socket that the host closed meanwhile costs nothing', async () => {
  let connections = 0;
  const server = createTcpServer((socket) => {
    const mine = ++connections;
    let asked = 0;
    socket.on('error', () => {});
    socket.on('data', () => {
      // The first connection answers robots.txt and one request, then breaks at the third.
      if (mine === 1 && ++asked > 2) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const clients = clientsWith(NO_RETRY);
  onTestFinished(() => {
    clients.close();
    server.close();
  });
  const run = runOf(clients, sourceAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`));
  await run.get('/1');
  expect(text((await run.get('/2')).body)).toBe('ok');
  expect(connections).toBe(2);
});
