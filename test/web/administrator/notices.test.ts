/** Subscribing and seeing what was sent, in a browser, with a real receiver and a real mail server behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTelling } from '../../../api/telling/office.ts';
import type { ApiSubscriptionList } from '../../../api/types.ts';
import { deliveries, saveDelivery } from '../../../notices/outbox/delivery.ts';
import { signingWith } from '../../../notices/subscriptions/tokens.ts';
import { type Mailbox, startMailbox } from '../../notices/mailbox.ts';
import { type Receiver, startReceiver } from '../../notices/receiver.ts';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';
const NOTICE_KEY = 'n'.repeat(32);

describe.skipIf(chromium === undefined)('whoever wants to be told', async () => {
  const receiver: Receiver = await startReceiver();
  const mailbox: Mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
  const its = site(chromium, ['guizhou-guiyang'], undefined, {
    ...{ adminKey: KEY, noticeKey: NOTICE_KEY, webhooksInside: [receiver.origin] },
    ...{ smtpUrl: `smtp://127.0.0.1:${mailbox.port}`, smtpTls: 'offered', mailFrom: 'huimu@example.org' },
    publicUrl: 'https://huimu.example',
  });
  const { open, shoot } = its;
  let office: Awaited<ReturnType<typeof openTelling>>;
  beforeAll(async () => {
    const { huimu, harvest } = its.installation;
    await harvest('guizhou-guiyang');
    office = await openTelling(huimu, (_zh, en) => its.faults.push(en));
  });
  afterAll(async () => {
    await office?.close();
    await Promise.all([receiver.close(), mailbox.close()]);
  });

  it('subscribes to a search by mail, confirms by the link and its button, and ends it by the other', async () => {
    await open('/search?q=停车');
    await its.page.getByRole('link', { name: '订阅', exact: true }).click();
    await its.page.waitForURL(/\/subscriptions\/new\?asked=/);
    await expect.poll(() => its.page.getByLabel('名称').inputValue()).toBe('停车');
    expect(await its.page.getByLabel('搜索有新资源').isChecked()).toBe(true);
    await its.page.getByLabel('邮箱').fill('reader@example.org');
    await its.page.getByLabel('多久一次').selectOption('weekly');
    await shoot('subscribe');
    await its.page.getByRole('button', { name: '订阅' }).click();
    await its.page.getByText('确认邮件将在一分钟内发往 reader@example.org').waitFor();
    await office.turn();
    expect(mailbox.mails).toHaveLength(1);
    const catalogue = its.installation.huimu.catalogue;
    const [sent] = (await deliveries(catalogue, { state: 'delivered' }, 1)).items;
    const id = sent?.content.subscription ?? '';
    const signing = signingWith(NOTICE_KEY);
    const at = (purpose: 'confirm' | 'unsubscribe') =>
      open(`/subscriptions/${id}/${purpose}?token=${signing.token(purpose, id)}`);
    await at('confirm');
    await its.page.getByRole('button', { name: '确认订阅' }).click();
    await its.page.getByText('已确认，订阅生效').waitFor();
    await at('unsubscribe');
    await its.page.getByRole('button', { name: '退订' }).click();
    await its.page.getByText('已退订，不会再有邮件').waitFor();
  });

  it('is told plainly that a link is none', async () => {
    await open('/subscriptions/none/confirm?token=x');
    await its.page.getByRole('button', { name: '确认订阅' }).click();
    const alert = its.page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('subscription.link-invalid');
    its.faults.length = 0; // the browser reports the 403 itself
  });

  it('subscribes to a source by webhook, sees what was given up, and sends it again', async () => {
    await open('/login?to=/sources/guizhou-guiyang');
    await its.page.getByLabel('密钥').fill(KEY);
    await its.page.getByRole('button', { name: '登录' }).click();
    await its.page.getByRole('link', { name: '订阅此来源的通知' }).click();
    await its.page.waitForURL(/\/subscriptions\/new\?source=/);
    expect(await its.page.getByLabel('采集失败').isChecked()).toBe(true);
    await its.page.getByLabel('名称').fill('贵阳值班');
    await its.page.getByLabel('方式').selectOption('webhook');
    await its.page.getByLabel('地址').fill(receiver.url);
    await its.page.getByRole('button', { name: '订阅' }).click();
    expect(await its.page.locator('.secret code').textContent()).toMatch(/^whsec_/);
    await its.page.locator('main').getByRole('link', { name: '我的订阅' }).click();
    const row = its.page.locator('tbody tr', { hasText: '贵阳值班' });
    await row.getByText('有效').waitFor();
    await row.getByRole('button', { name: '试发' }).click();
    await row.getByText('一分钟内发出').waitFor();
    await shoot('subscriptions');

    receiver.answer = (response) => response.writeHead(500).end('broken');
    const { catalogue } = its.installation.huimu;
    await office.turn();
    const [waiting] = (await deliveries(catalogue, { state: 'waiting' }, 1)).items;
    if (waiting === undefined) throw new Error('nothing is on its way');
    const { sealedAt } = waiting.content;
    await saveDelivery(catalogue, waiting, { ...waiting.content, state: 'dead', endedAt: sealedAt });
    await row.getByRole('link', { name: '发送记录' }).click();
    const sent = its.page.locator('tbody tr', { hasText: receiver.origin });
    await sent.getByText('已放弃').waitFor();
    expect(await sent.textContent()).toContain('500 broken');
    await shoot('deliveries');
    await sent.getByRole('button', { name: '再次发送' }).click();
    await sent.getByText('等待发送').waitFor();
    receiver.answer = (response) => response.writeHead(204).end();
    await office.turn();
    await its.page.reload();
    await sent.getByText('已送达').waitFor();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const narrow = await its.view({ viewport: { width: 390, height: 800 } });
    await its.visit(narrow, '/subscriptions/new?asked=q%3D停车');
    await shoot('subscribe-narrow', narrow);

    await open('/subscriptions');
    await row.getByRole('button', { name: '暂停' }).click();
    await row.getByText('已暂停').waitFor();
    await row.getByRole('button', { name: '退订' }).click();
    await row.getByRole('button', { name: '确认退订' }).click();
    await row.getByText('已结束').waitFor();
    const own = await its.page.evaluate(
      async () => (await (await fetch('/api/v1/subscriptions')).json()) as unknown,
    );
    expect((own as ApiSubscriptionList).items[0]).toMatchObject({ state: 'ended', ending: 'removed' });
  });

  it('names it after its source, whose name may come later than the form', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await its.page.route('**/api/v1/sources', async (route) => {
      await held;
      await route.continue();
    });
    await its.page.goto(`${its.base}/subscriptions/new?source=guizhou-guiyang`);
    const name = its.page.getByLabel('名称');
    await name.waitFor();
    expect(await name.inputValue()).toBe('');
    letGo();
    const { title } = (await its.installation.server.inject('/api/v1/sources/guizhou-guiyang')).json();
    await expect.poll(() => name.inputValue()).toBe(title);
  });

  it('chooses places, demands and a share by keyboard alone', async () => {
    const { server } = its.installation;
    const payload = { need: '量子泊位周转' };
    const left = (await server.inject({ method: 'POST', url: '/api/v1/demands', payload })).json();
    await its.page.request.post(`${its.base}/api/v1/session`, { data: { key: KEY } });
    await open(`/subscriptions/new?demand=${left.id}`);
    const { keyboard } = its.page;
    const press = async (label: string, key: string) => {
      await its.page.getByLabel(label, { exact: true }).focus();
      await keyboard.press(key);
    };
    await its.page.getByLabel('名称').focus();
    await keyboard.type('夜班');
    expect(await its.page.getByLabel('需求有了可能的数据').isChecked()).toBe(true);
    await press('未能理解的值偏多', 'Space');
    await press('地区', 'ArrowDown');
    await its.page.getByLabel('未能理解的值超过（%）').focus();
    await keyboard.press('Control+A');
    await keyboard.type('25');
    await its.page.getByLabel('邮箱').focus();
    await keyboard.type('night@example.org');
    await keyboard.press('Enter');
    await its.page.locator('.note.warn[role=status]').waitFor();
    const headers = { authorization: `Bearer ${KEY}` };
    const kept = await server.inject({ url: '/api/v1/subscriptions', headers });
    const { items } = kept.json<ApiSubscriptionList>();
    expect(items.find(({ name }) => name === '夜班')).toMatchObject({
      ...{ demands: [left.id], share: 0.25, sources: [] },
      occasions: expect.arrayContaining(['demand-matched', 'values-unknown']),
      regions: [expect.stringMatching(/^\d{6}$/)],
    });
  });
});
