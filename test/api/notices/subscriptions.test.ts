/** Subscriptions over the real API: who may ask for what, whose they are, and what links in mails are good for. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import type { ApiServer } from '../../../api/routes/route.ts';
import type {
  ApiDeliveryList,
  ApiError,
  ApiOccasions,
  ApiSubscription,
  ApiSubscriptionList,
  ApiSubscriptionMade,
  ApiSubscriptionState,
} from '../../../api/types.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { deliverDue } from '../../../notices/outbox/deliver.ts';
import { signingWith } from '../../../notices/subscriptions/tokens.ts';
import { type Asked, asker, type Method, makeKey, ROOT } from '../access/asking.ts';

const KEY = 'n'.repeat(32);
const HOOK = { kind: 'webhook', url: 'https://hooks.example.org/path-that-is-a-password' };
const MAIL = { kind: 'mail', address: 'reader@example.org' };
const SEARCH = {
  name: '停车场',
  occasions: ['new-entries'],
  search: { text: '停车场', filters: { province: ['450000'] } },
};

let data: string;
let huimu: Huimu;
let server: ApiServer;
const keys: Record<string, string> = {};
const asking = asker(() => ({ server }));
const ask = <T>(method: Method, url: string, asked: Asked = {}) =>
  asking<T & ApiError>(method, `/api/v1${url}`, asked);
const make = (payload: object, asked: Asked = {}) =>
  ask<ApiSubscriptionMade>('POST', '/subscriptions', { payload, ...asked });

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'huimu-subscriptions-'));
  const settings = loadSettings({
    environment: {
      ...{ HUIMU_ADMIN_KEY: ROOT, HUIMU_NOTICE_KEY: KEY, HUIMU_SMTP_URL: 'smtp://127.0.0.1:1' },
      ...{ HUIMU_MAIL_FROM: 'huimu@example.org', HUIMU_PUBLIC_URL: 'https://huimu.example' },
    },
    folder: data,
  });
  huimu = await composeHuimu({ ...settings, data, logLevel: 'silent' }, { rows: loadSources() });
  server = await createServer(apiContext(huimu));
  keys.analyst = (await makeKey(asking, { name: '分析', role: 'analyst' })).key;
  const scope = { role: 'source-admin', sources: ['guangxi-guilin'] };
  keys.guilin = (await makeKey(asking, { name: '桂林', ...scope })).key;
});
afterAll(async () => {
  await server.close();
  await huimu.close();
  await rm(data, { recursive: true, force: true });
});

it('says what each caller may be told', async () => {
  const told = async (key?: string) => {
    const { body } = await ask<ApiOccasions>('GET', '/occasions', key === undefined ? {} : { key });
    return body.items.map(({ occasion }) => occasion);
  };
  expect(await told()).toEqual(['demand-matched', 'new-entries']);
  expect(await told(keys.analyst)).toEqual(['demand-matched', 'new-entries', 'digest-national']);
  expect(await told(keys.guilin)).not.toContain('digest-national');
  expect(await told(ROOT)).toContain('digest-administrator');
});

it.each([
  ['a webhook of a stranger', { ...SEARCH, channel: HOOK }, undefined, 'access.denied'],
  [
    'what is not for strangers',
    { name: 'x', occasions: ['run-failed'], channel: MAIL },
    undefined,
    'access.denied',
  ],
  [
    'what is not for analysts',
    { name: 'x', occasions: ['run-failed'], channel: HOOK },
    'analyst',
    'access.denied',
  ],
  [
    'an address inside',
    { ...SEARCH, channel: { kind: 'webhook', url: 'http://10.0.0.1/' } },
    'analyst',
    'source.private-address',
  ],
  [
    'no search to look for',
    { name: 'x', occasions: ['new-entries'], channel: MAIL },
    undefined,
    'request.invalid',
  ],
  [
    'a mailbox with a header in it',
    { ...SEARCH, channel: { kind: 'mail', address: 'a@b.cn\r\nBcc: c@d.cn' } },
    undefined,
    'request.invalid',
  ],
  [
    'two mailboxes',
    { ...SEARCH, channel: { kind: 'mail', address: 'a@b.cn,c@d.cn' } },
    undefined,
    'request.invalid',
  ],
  ['no such source', { ...SEARCH, sources: ['nowhere'], channel: MAIL }, undefined, 'source.unknown'],
])('refuses %s', async (_what, payload, by, code) => {
  const { body } = await make(payload, by === undefined ? {} : { key: keys[by] as string });
  expect(body.code).toBe(code);
});

it('gives the signing key of a webhook once, and its address to nobody', async () => {
  const made = await make(
    { name: '值班', occasions: ['run-failed'], channel: HOOK },
    { key: keys.guilin as string },
  );
  expect(made.status).toBe(201);
  const { id } = made.body.made;
  expect(made.body.secret).toBe(signingWith(KEY).secret(id));
  const own = await ask<ApiSubscriptionList>('GET', '/subscriptions', { key: keys.guilin as string });
  expect(own.body.items.map((each) => [each.id, each.channel.to])).toEqual([
    [id, 'https://hooks.example.org'],
  ]);
  expect(own.text).not.toContain('password');
  for (const [method, url] of [
    ['PUT', `/subscriptions/${id}`],
    ['DELETE', `/subscriptions/${id}`],
    ['POST', `/subscriptions/${id}/trial`],
  ] as const) {
    const payload = method === 'PUT' ? { payload: { state: 'paused' } } : {};
    expect((await ask(method, url, payload)).status).toBe(401);
    const other = await ask(method, url, { key: keys.analyst as string, ...payload });
    expect([other.status, other.body.code]).toEqual([404, 'subscription.unknown']);
  }
  const change = { key: keys.guilin as string, payload: { state: 'paused', grouping: 'weekly' } };
  const paused = await ask<ApiSubscription>('PUT', `/subscriptions/${id}`, change);
  expect(paused.body).toMatchObject({ state: 'paused', grouping: 'weekly' });
  const ended = await ask<ApiSubscription>('DELETE', `/subscriptions/${id}`, { key: ROOT });
  expect(ended.body).toMatchObject({ state: 'ended', ending: 'removed' });
  const back = await ask<ApiSubscription>('PUT', `/subscriptions/${id}`, {
    ...change,
    payload: { state: 'active' },
  });
  expect(back.body.state).toBe('ended');
});

it('waits for a mailbox to say yes by its link, and ends it by one click, a form or a program', async () => {
  const made = await make({ ...SEARCH, channel: MAIL });
  expect(made.body).toMatchObject({ secret: null, made: { state: 'unconfirmed' } });
  const { id } = made.body.made;
  const signing = signingWith(KEY);
  const link = (purpose: 'confirm' | 'unsubscribe', token: string, asked: Asked = {}) =>
    ask<ApiSubscriptionState>('POST', `/subscriptions/${id}/${purpose}?token=${token}`, asked);
  for (const wrong of ['x', signing.token('unsubscribe', id), signing.token('confirm', 'another')]) {
    const { status, body } = await link('confirm', wrong);
    expect([status, body.code]).toEqual([403, 'subscription.link-invalid']);
  }
  expect((await link('confirm', signing.token('confirm', id))).body.state).toBe('active');
  const form = {
    payload: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  expect((await link('unsubscribe', signing.token('confirm', id), form)).status).toBe(403);
  for (const asked of [
    form,
    {
      payload: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    },
    {},
  ]) {
    const { status, body } = await link('unsubscribe', signing.token('unsubscribe', id), asked);
    expect([status, body.state]).toEqual([200, 'ended']);
  }
  // What was confirmed once is not confirmed again.
  expect((await link('confirm', signing.token('confirm', id))).body.state).toBe('ended');
});

it('sends no mailbox more than a few questions', async () => {
  const statuses: number[] = [];
  for (let time = 0; time < 4; time++) {
    const channel = { kind: 'mail', address: time % 2 === 0 ? 'victim@example.org' : 'Victim@Example.org' };
    statuses.push((await make({ ...SEARCH, channel })).status);
  }
  expect(statuses).toEqual([201, 201, 429, 429]);
});

it('shows what was sent, and sends again what was given up, on the record', async () => {
  const key = keys.analyst as string;
  const made = await make({ ...SEARCH, channel: HOOK }, { key });
  const { id } = made.body.made;
  await ask('POST', `/subscriptions/${id}/trial`, { key });
  const send = async () => ({ came: 'never' as const, answer: '550 no' });
  await deliverDue({
    ...{ papers: huimu.catalogue, senders: { webhook: send, mail: send }, process: 'test' },
    ...{ clock: Date.now, random: Math.random, signal: new AbortController().signal },
  });
  const shown = await ask<ApiDeliveryList>('GET', '/deliveries', { key });
  expect(shown.body.items).toMatchObject([
    { subscription: id, state: 'dead', purpose: 'trial', attempts: [{ answer: '550 no' }] },
  ]);
  const [dead] = shown.body.items;
  const others = await ask<ApiDeliveryList>('GET', '/deliveries', { key: keys.guilin as string });
  expect(others.body.items).toEqual([]);
  expect((await ask('POST', `/deliveries/${dead?.id}/again`, { key: keys.guilin as string })).status).toBe(
    404,
  );
  const again = await ask('POST', `/deliveries/${dead?.id}/again`, { key });
  expect([again.status, again.body]).toMatchObject([200, { id: dead?.id, state: 'waiting' }]);
  expect((await ask('POST', `/deliveries/${dead?.id}/again`, { key })).body.code).toBe('delivery.not-dead');
  const acts = await ask<{ items: { act: string; subject: string }[] }>('GET', '/audit?act=send-again', {
    key: ROOT,
  });
  expect(acts.body.items.map(({ subject }) => subject)).toContain(dead?.id);
});
