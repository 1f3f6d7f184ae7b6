/** kill -9 between sending and writing down, with real processes over one file: sent again, once, and known by its id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { lookForNotices, sealAll } from '../../notices/look.ts';
import { LEASE } from '../../notices/outbox/deliver.ts';
import { deliveries } from '../../notices/outbox/delivery.ts';
import { makeSubscription } from '../../notices/subscriptions/keeping.ts';
import { runOf } from '../index/entries.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { HOUR, MINUTE, sourceOf, wanted } from './stage.ts';

const PROGRAM = fileURLToPath(new URL('./killed-office.ts', import.meta.url));

let folder: string;
let receiver: Receiver;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimu-killed-'));
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

function office(path: string, { ahead = 0, hold = false } = {}): ChildProcess {
  const asked = JSON.stringify({ path, origin: receiver.origin, ahead, hold });
  return spawn(process.execPath, [PROGRAM, asked], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function said(child: ChildProcess, word: string): Promise<void> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (text.includes(word)) return;
  }
  throw new Error(`it ended without saying ${word}: ${text}`);
}

/** A message in the box of this file. */
async function boxed(path: string): Promise<string> {
  const catalogue = await openSqliteCatalogue({ path });
  const now = Date.now() - 5 * MINUTE;
  const looking = {
    ...{ catalogue, sources: new Map([['a', sourceOf('a')]]) },
    rightOf: async () => ({ role: 'admin' as const, sources: [], regions: [] }),
  };
  const channel = { kind: 'webhook', url: receiver.url } as const;
  await makeSubscription(catalogue, wanted({ channel }), 'admin', now);
  await lookForNotices({ ...looking, now });
  const at = new Date(now + 1000).toISOString();
  const problems = [{ code: 'source.unreachable' as const, detail: 'down' }];
  await catalogue.createRun(
    runOf('r1', { status: 'failed', startedAt: at, heartbeatAt: at, endedAt: at, problems }),
  );
  await lookForNotices({ ...looking, now: now + MINUTE });
  await sealAll({ catalogue, now: now + 3 * MINUTE });
  const [delivery] = (await deliveries(catalogue, {}, 1)).items;
  await catalogue.close();
  return delivery?.id ?? '';
}

it('is sent again by the next process once the time of the first is over, and by nobody before', async () => {
  const path = join(folder, 'catalogue.db');
  const id = await boxed(path);
  const first = office(path, { hold: true });
  await said(first, 'answered');
  first.kill('SIGKILL');
  await once(first, 'exit');
  expect(receiver.received).toHaveLength(1);

  const early = office(path);
  await said(early, 'done');
  expect(receiver.received).toHaveLength(1);

  const late = [office(path, { ahead: LEASE + MINUTE }), office(path, { ahead: LEASE + MINUTE })];
  await Promise.all(late.map((child) => said(child, 'done')));
  await said(office(path, { ahead: HOUR }), 'done');
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);

  const catalogue = await openSqliteCatalogue({ path });
  const [delivery] = (await deliveries(catalogue, {}, 1)).items;
  expect(delivery?.content.state).toBe('delivered');
  expect(delivery?.content.attempts.map(({ answer }) => answer)).toEqual([null, '204']);
  await catalogue.close();
});
