/** Webhooks over real sockets: verified by the convention's own library, tried again, and kept out of where they have no business. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resolve } from '../../harvester/client/address.ts';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { deliveries } from '../../notices/outbox/delivery.ts';
import { subscriptionBy } from '../../notices/subscriptions/keeping.ts';
import { signingWith } from '../../notices/subscriptions/tokens.ts';
import {
  openWebhooks,
  requireCallable,
  type WebhookOptions,
  type Webhooks,
} from '../../notices/webhook/send.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { DAY, HOUR, MINUTE, openStage, type Stage } from './stage.ts';

const signing = signingWith('k'.repeat(32));

let folder: string;
let catalogue: Catalogue;
let receiver: Receiver;
let stage: Stage;
let webhooks: Webhooks;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimu-webhooks-'));
  catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
  receiver = await startReceiver();
  stage = openStage(catalogue);
});
afterEach(async () => {
  webhooks.close();
  await receiver.close();
  await catalogue.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process that calls by these means; receivers on this machine are allowed where nothing is said. */
async function calling(over: Partial<WebhookOptions> = {}) {
  webhooks = openWebhooks({
    ...{ signing, base: 'https://huimu.example', instance: 'huimu-test', inside: [receiver.origin] },
    ...{ clock: Date.now, timeouts: { firstByteMs: 300, idleMs: 300, totalMs: 600 } },
    ...over,
  });
  const actor = stage.actor({ senders: { webhook: webhooks.send, mail: webhooks.send } });
  await actor.office.turn();
  return actor;
}

const subscribed = (url = receiver.url) =>
  stage.subscribe({ channel: { kind: 'webhook', url }, grouping: 'at-once' });

const last = async (subscription: string) =>
  (await deliveries(catalogue, { subscription }, 1)).items[0]?.content;

describe('a webhook', () => {
  it('bears what happened with its dates, signed as the convention says', async () => {
    const actor = await calling();
    const { id } = await subscribed();
    await stage.ran('a', {}, 'source.blocked');
    await stage.live(actor, 3 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    const { headers, body } = receiver.received[0]!;
    const verified = new Webhook(signing.secret(id)).verify(body, headers as Record<string, string>) as {
      data: { items: { occasion: string; at: string; link: string }[] };
    };
    expect(verified.data.items).toMatchObject([
      { occasion: 'run-failed', link: 'https://huimu.example/runs/r1', at: expect.stringMatching(/^2100-/) },
    ]);
    expect(() =>
      new Webhook(signing.secret('other')).verify(body, headers as Record<string, string>),
    ).toThrow();
    expect((await last(id))?.to).toBe(receiver.origin);
  });

  it.each([
    [
      'answers 500',
      (): void => {
        receiver.answer = (response) => response.writeHead(500).end('broken');
      },
      /^500 broken/,
    ],
    [
      'never answers',
      (): void => {
        receiver.answer = () => undefined;
      },
      /source\.timeout/,
    ],
    [
      'answers without end',
      (): void => {
        receiver.answer = (response) => {
          response.writeHead(500);
          const more = () => response.write('x'.repeat(16_384), () => setImmediate(more));
          more();
        };
      },
      /^500|source\./,
    ],
    [
      'redirects to a private address',
      (): void => {
        receiver.answer = (response) =>
          response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      },
      /^302: redirects are not followed/,
    ],
  ])('is tried again under its own id where its receiver %s', async (_what, fault, answer) => {
    const actor = await calling();
    const { id } = await subscribed();
    await stage.ran('a');
    fault();
    await stage.live(actor, 2 * MINUTE);
    expect(await last(id)).toMatchObject({ state: 'waiting', tries: 1 });
    expect((await last(id))?.attempts[0]?.answer).toMatch(answer);
    receiver.answer = (response) => response.writeHead(200).end();
    await stage.live(actor, 2 * MINUTE);
    expect(await last(id)).toMatchObject({ state: 'delivered', tries: 2 });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('waits as long as its receiver asks for', async () => {
    const actor = await calling();
    await subscribed();
    await stage.ran('a');
    receiver.answer = (response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    await stage.live(actor, 2 * MINUTE);
    receiver.answer = (response) => response.writeHead(204).end();
    await stage.live(actor, 50 * MINUTE, 10 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    await stage.live(actor, 20 * MINUTE, 10 * MINUTE);
    expect(receiver.received).toHaveLength(2);
  });

  it('finds one message where its receiver was down all day, and what came meanwhile in the next', async () => {
    const actor = await calling();
    const { id } = await subscribed();
    const { port } = new URL(receiver.origin);
    await receiver.close();
    for (const source of ['a', 'b', 'c']) {
      await stage.ran(source);
      await stage.live(actor, 2 * HOUR, 10 * MINUTE);
    }
    const kept = (await deliveries(catalogue, { subscription: id }, 10)).items;
    expect(kept.map(({ content }) => [content.state, content.items.length])).toEqual([['waiting', 1]]);
    expect(kept[0]?.content.attempts.at(-1)?.answer).toContain('source.unreachable');
    expect(port).not.toBe('');
    receiver = await startReceiver();
  });

  it('ends with 410, and nothing more is sent', async () => {
    const actor = await calling();
    const { id } = await subscribed();
    await stage.ran('a');
    receiver.answer = (response) => response.writeHead(410).end();
    await stage.live(actor, 2 * MINUTE);
    expect((await subscriptionBy(catalogue, id)).content).toMatchObject({ state: 'ended', ending: 'gone' });
    await stage.ran('b');
    await stage.live(actor, DAY, 6 * HOUR);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('an address inside', () => {
  const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

  it.each([
    'http://127.0.0.1:1/',
    'http://[::1]/',
    'http://localhost/',
    'http://10.0.0.8/',
    'http://2130706433/',
  ])('is refused when it is named: %s', (url) => {
    webhooks = openWebhooks({ signing, base: '', instance: 'x', inside: [], clock: Date.now });
    expect(() => requireCallable(url, [])).toThrow(
      expect.objectContaining({ code: 'source.private-address' }),
    );
    expect(() => requireCallable(url, [new URL(url).origin])).not.toThrow();
  });

  it('is refused where a name comes to it only when it is called', async () => {
    const actor = await calling({ inside: [], resolve });
    const { port } = new URL(receiver.origin);
    const { id } = await subscribed(`http://hooks.example.org:${port}/`);
    await stage.ran('a');
    await stage.live(actor, 2 * MINUTE);
    expect(receiver.received).toEqual([]);
    expect((await last(id))?.attempts[0]?.answer).toContain('source.private-address');
  });
});
