/** List pages that a 304 stands for: kept while they are of use, and not for ever. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { composeHuimu } from '../../../api/compose.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { testSource } from '../rig.ts';

const ROWS = [{ id: 'a', title: '停车场信息', organization: { title: '市交通局' } }];
const GOOD = JSON.stringify({ success: true, result: { count: 1, results: ROWS } });

/** A CKAN site with one page under one ETag, whatever its bytes are, and an installation that harvests it. */
async function site() {
  const state = { body: Buffer.from(GOOD), spared: 0, sent: 0 };
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else if (request.headers['if-none-match'] === '"1"') {
      state.spared += 1;
      response.writeHead(304).end();
    } else {
      state.sent += 1;
      response.writeHead(200, { etag: '"1"', 'content-type': 'application/json' }).end(state.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const data = mkdtempSync(join(tmpdir(), 'huimu-kept-'));
  const source = testSource('kept-city');
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const huimu = await composeHuimu(
    {
      ...loadSettings({ environment: {}, folder: data }),
      contact: 'http://localhost/test',
      routes: { 'https://kept-city.gov.cn': local },
      data,
    },
    { rows: [source] },
  );
  onTestFinished(async () => {
    await huimu.close();
    server.closeAllConnections();
    server.close();
    rmSync(data, { recursive: true });
  });
  const harvest = async () => {
    const run = await huimu.control.start(source.id, { trigger: 'person' });
    return huimu.control.ended(run.id);
  };
  return { state, harvest };
}

it('an unchanged page is not sent again', async () => {
  const { state, harvest } = await site();
  expect((await harvest()).ledger).toMatchObject({ added: 1 });
  expect(await harvest()).toMatchObject({ status: 'succeeded', ledger: { unchanged: 1 } });
  expect(state).toMatchObject({ sent: 1, spared: 1 });
});

it.each([
  ['is no JSON', Buffer.from('<html>维护中</html>'), 'source.not-json'],
  ['is in another charset than it says', Buffer.from('{"说":"ÐÅÏ¢"}'.repeat(9), 'latin1'), 'source.charset'],
  ['is another thing', Buffer.from('{"success":true,"result":{"packages":[]}}'), 'source.shape-changed'],
])('a page that %s is asked for whole the next time, also under the same ETag', async (_, body, code) => {
  const { state, harvest } = await site();
  state.body = body;
  expect(await harvest()).toMatchObject({ status: 'failed', problems: [{ code }] });
  // Within the run it was asked for again, whole and in parts, each time past what is kept.
  const { sent } = state;
  expect(sent).toBeGreaterThan(1);
  state.body = Buffer.from(GOOD);
  expect(await harvest()).toMatchObject({ status: 'succeeded', ledger: { added: 1 } });
  expect(state).toMatchObject({ sent: sent + 1, spared: 0 });
});
