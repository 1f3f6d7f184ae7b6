/** Inside addresses: refused by literal, by name, by redirect, by rebinding; allowed only where configured. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress, socketLookup } from '../../../harvester/client/address.ts';
import { against, clientsWith, failure, NO_RETRY, REAL, runOf, serve, sourceAt, text } from './fixture.ts';

test('inside addresses are known in every notation', () => {
  const inside = [
    '127.0.0.1',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fec0::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'ff02::1',
    'nonsense',
    '',
  ];
  for (const address of inside) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of ['114.114.114.114', '8.8.8.8', '2400:3200::1', '::ffff:8.8.8.8']) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
});

test('an IPv4 address is judged alike when it is written into IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => isPublicAddress(`::ffff:${address}`) === isPublicAddress(address)),
  );
});

test('a redirect inside is refused, and nothing is sent there', async () => {
  const inside = await serve((_, response) => response.end('secret'));
  const targets = [
    inside.origin,
    `http://localhost:${inside.port}`,
    `http://0x7f000001:${inside.port}`,
    `http://2130706433:${inside.port}`,
    `http://[::ffff:127.0.0.1]:${inside.port}`,
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
  ];
  for (const to of targets) {
    const { run } = await against((_, response) => response.writeHead(302, { location: to }).end(), NO_RETRY);
    const error = await failure(run.get('/list'));
    expect([to, error.code]).toEqual([to, 'source.private-address']);
    expect(error.hint).toContain('base');
  }
  expect(inside.seen).toEqual([]);
  expect(inside.robots).toBe(0);
});

test('a next link inside is refused like any other request', async () => {
  const { run } = await against((_, response) => response.end('{}'));
  const error = await failure(run.request({ method: 'GET', url: 'http://192.168.0.1/list?page=2' }));
  expect(error.code).toBe('source.private-address');
});

test("another port of the source's own inside host is not configured", async () => {
  const other = await serve((_, response) => response.end('secret'));
  const { run } = await against((_, response) => response.end('{}'));
  expect((await failure(run.request({ method: 'GET', url: `${other.origin}/` }))).code).toBe(
    'source.private-address',
  );
  expect(other.seen).toEqual([]);
});

test('a name that resolves inside is refused even where it is the base itself', async () => {
  const local = await serve((_, response) => response.end('secret'));
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const run = runOf(
    clientsWith({ ...NO_RETRY, resolve }),
    sourceAt(`http://data.example.gov.cn:${local.port}`),
  );
  const error = await failure(run.get('/list'));
  expect(error.code).toBe('source.private-address');
  expect(error.detail).toContain('data.example.gov.cn (127.0.0.1)');
  expect(local.robots).toBe(0);
});

test('a socket kept open for a source that may does not serve one that may not', async () => {
  const local = await serve((_, response) => response.end('ok'));
  const clients = clientsWith(NO_RETRY);
  const named = `http://localhost:${local.port}`;
  expect(text((await runOf(clients, sourceAt(named)).get('/')).body)).toBe('ok');
  const stranger = runOf(clients, sourceAt('http://data.example.gov.cn', {}, 'stranger'));
  const error = await failure(stranger.request({ method: 'GET', url: `${named}/again` }));
  expect(error.code).toBe('source.private-address');
  expect(local.seen).toEqual(['GET /']);
});

test('rebinding does not slip through: the address judged is the address connected to', async () => {
  const local = await serve((_, response) => response.end('secret'));
  // First an address that nobody has (unallocated), then this machine.
  const answers = ['2d00::1', '127.0.0.1', '127.0.0.1', '127.0.0.1'];
  let asked = 0;
  const resolve = async () => {
    const address = answers[asked++] ?? '127.0.0.1';
    return [{ address, family: address.includes(':') ? 6 : 4 }];
  };
  const clients = clientsWith({ retry: { perRequest: 1 }, resolve, timeouts: { connectMs: 300 } });
  const run = runOf(clients, sourceAt(`http://data.example.gov.cn:${local.port}`));
  expect((await failure(run.get('/list'))).code).toBe('source.private-address');
  expect(asked).toBe(2);
  expect(local.robots + local.seen.length).toBe(0);
});

test('of a name with addresses of both kinds only the public ones are used', async () => {
  const resolve = async () => [
    { address: '10.0.0.1', family: 4 },
    { address: '114.114.114.114', family: 4 },
    { address: '2400:3200::1', family: 6 },
  ];
  const looked = (guarded: boolean, options: { all: boolean; family?: number }) =>
    new Promise((done) => socketLookup(resolve, guarded)('host', options, (_, address) => done(address)));
  expect(await looked(true, { all: true })).toEqual([
    { address: '114.114.114.114', family: 4 },
    { address: '2400:3200::1', family: 6 },
  ]);
  expect(await looked(true, { all: false })).toBe('114.114.114.114');
  expect(await looked(true, { all: false, family: 6 })).toBe('2400:3200::1');
  expect(await looked(false, { all: false })).toBe('10.0.0.1');
});

test('a routed origin is sent to its address and keeps its own everywhere else', async () => {
  const hosts: unknown[] = [];
  const local = await serve(
    (request, response) => {
      hosts.push([
        request.headers['x-forwarded-host'],
        request.headers['x-forwarded-proto'],
        request.headers.cookie,
      ]);
      if (request.url === '/moved')
        response.writeHead(302, { location: `${local.origin}/list?page=1` }).end();
      else response.setHeader('set-cookie', 'JSESSIONID=1; Path=/; Secure').end('ok');
    },
    (_, response) => response.end('User-agent: *\nDisallow: /private'),
  );
  const clients = clientsWith({ routes: { [REAL]: local.origin } });
  const run = runOf(clients, sourceAt(`${REAL}/portal`));
  const answer = await run.get('/moved');
  expect(answer.url).toBe(`${REAL}/list?page=1`);
  // A link in the answer's own words leads back to the real origin, too.
  const next = await run.request({ method: 'GET', url: `${local.origin}/list?page=2` });
  expect(next.url).toBe(`${REAL}/list?page=2`);
  expect(local.seen).toEqual(['GET /moved', 'GET /list?page=1', 'GET /list?page=2']);
  expect(hosts).toEqual([
    ['data.example.gov.cn', 'https', undefined],
    ['data.example.gov.cn', 'https', undefined],
    ['data.example.gov.cn', 'https', 'JSESSIONID=1'],
  ]);
  expect((await failure(run.get('/private/x'))).detail).toContain(`${REAL}/robots.txt`);
  expect(local.robots).toBe(1);
});

test('where several origins share a route, a link means the origin that was asked', async () => {
  const local = await serve((_, response) => response.end('ok'));
  const other = 'http://open.example.gov.cn';
  const clients = clientsWith({ routes: { [REAL]: local.origin, [other]: local.origin } });
  const run = runOf(clients, sourceAt(other));
  expect((await run.request({ method: 'GET', url: `${local.origin}/a` })).url).toBe(`${other}/a`);
});

test('a route or a contact that is none is refused with its name', () => {
  expect(() => clientsWith({ routes: { 'http://a.cn/x': 'http://127.0.0.1' } })).toThrow(
    /config\.invalid.*a\.cn\/x/,
  );
  expect(() => clientsWith({ routes: { 'http://a.cn': 'ftp://b' } })).toThrow(/config\.invalid/);
  expect(() => clientsWith({ contact: 'nobody\r\nX: y' })).toThrow(/config\.invalid/);
});
