/** Mail through a real server: over TLS or not at all, text and HTML, nothing in it that others could write into its headers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { type MailOptions, type Mails, openMails } from '../../notices/mail/send.ts';
import { deliveries } from '../../notices/outbox/delivery.ts';
import { put } from '../../notices/outbox/seal.ts';
import { changeSubscription, type Kept } from '../../notices/subscriptions/keeping.ts';
import { signingWith } from '../../notices/subscriptions/tokens.ts';
import { selfSigned } from '../services/self-signed.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { DAY, HOUR, MINUTE, openStage, type Stage } from './stage.ts';

const pair = selfSigned();
const signing = signingWith('k'.repeat(32));
const HOSTILE = '<img src=x onerror=alert(1)>\r\nBcc: everybody@example.org\r\n\r\n停车场';

let folder: string;
let catalogue: Catalogue;
let stage: Stage;
let mailbox: Mailbox;
let mails: Mails;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimu-mail-'));
  catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
  stage = openStage(catalogue);
});
afterEach(async () => {
  mails.close();
  await mailbox.close();
  await catalogue.close();
  await rm(folder, { recursive: true, force: true });
});

async function mailing(over: Partial<MailOptions> = {}) {
  mails = openMails({
    ...{ smtp: `smtp://127.0.0.1:${mailbox.port}`, tls: false, from: 'huimu@example.org' },
    ...{ base: 'https://huimu.example', signing, timeoutMs: 2_000 },
    ...over,
  });
  const actor = stage.actor({ senders: { webhook: mails.send, mail: mails.send } });
  await actor.office.turn();
  return actor;
}

async function subscribed(state: Kept['content']['state'] = 'active'): Promise<Kept> {
  const channel = { kind: 'mail', address: 'officer@example.org' } as const;
  const kept = await stage.subscribe({ channel, occasions: ['run-failed', 'source-blocked'] });
  return changeSubscription(catalogue, kept.id, (content) => ({ ...content, state }), stage.now());
}

const last = async ({ id }: Kept) => (await deliveries(catalogue, { subscription: id }, 1)).items[0];
/** Headers of a message, unfolded. */
const headersOf = (mail: string): string[] =>
  (mail.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
/** All parts in base64 or quoted-printable, as text. */
function partsOf(mail: string): string {
  const decoded = [
    ...mail.matchAll(/Content-Transfer-Encoding: (\S+)\r\n(?:.+\r\n)*\r\n([\s\S]*?)(?=\r\n--|$)/g),
  ];
  return decoded
    .map(([, encoding, body = '']) =>
      encoding === 'base64'
        ? Buffer.from(body, 'base64').toString('utf8')
        : Buffer.from(
            body
              .replaceAll(/=\r\n/g, '')
              .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
            'latin1',
          ).toString('utf8'),
    )
    .join('\n');
}

describe('a mail', () => {
  it('tells in text and HTML, with dates, and can be ended by one click; hostile text is text', async () => {
    mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const actor = await mailing();
    const kept = await subscribed();
    await stage.ran('a', { problems: [{ code: 'source.blocked', detail: HOSTILE }] });
    await stage.live(actor, 3 * MINUTE);
    expect(mailbox.mails).toHaveLength(1);
    const [mail = ''] = mailbox.mails;
    const headers = headersOf(mail);
    const token = signing.token('unsubscribe', kept.id);
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(headers).toContain(
      `List-Unsubscribe: <https://huimu.example/api/v1/subscriptions/${kept.id}/unsubscribe?token=${token}>`,
    );
    expect(headers).toContain(`Message-ID: <${(await last(kept))?.id}@huimu.example>`);
    expect(headers).toContain('To: officer@example.org');
    expect(headers.some((line) => /^bcc/i.test(line))).toBe(false);
    const text = partsOf(mail);
    expect(text).toContain('来源拒绝访问');
    expect(text).toContain('截至 2100-03-03 10:00（北京时间）');
    expect(text).toContain('as of 2100-03-03 10:00 (China time)');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text.split('<!doctype html>')[1]).not.toContain('<img');
    expect(mail).toContain('text/plain');
    expect(mail).toContain('text/html');
  });

  it('asks a mailbox before anything else is sent to it', async () => {
    mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const actor = await mailing();
    const kept = await subscribed('unconfirmed');
    const { madeAt: since } = kept.content;
    const asked = { items: [], rest: {}, notices: [], since };
    await put(catalogue, kept, [], { purpose: 'confirm', ...asked }, stage.now());
    await stage.ran('a');
    await stage.live(actor, 5 * HOUR, 10 * MINUTE);
    expect(mailbox.mails).toHaveLength(1);
    expect(partsOf(mailbox.mails[0] ?? '')).toContain(
      `/subscriptions/${kept.id}/confirm?token=${signing.token('confirm', kept.id)}`,
    );
    expect(mailbox.mails[0]).not.toContain(kept.content.name);
  });

  it.each([
    ['recipient', [450, '4.2.1 mailbox busy']],
    ['message', [421, '4.7.0 too many messages']],
    ['message', [451, '4.3.0 try later']],
  ] as const)('is sent again under its own id where its %s is put off with %j', async (where, refusal) => {
    mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const actor = await mailing();
    const kept = await subscribed();
    await stage.ran('a');
    mailbox.refuse = { [where]: refusal };
    await stage.live(actor, 2 * MINUTE);
    expect((await last(kept))?.content).toMatchObject({ state: 'waiting', tries: 1 });
    expect((await last(kept))?.content.attempts[0]?.answer).toContain(String(refusal[0]));
    mailbox.refuse = {};
    await stage.live(actor, 2 * MINUTE);
    expect((await last(kept))?.content).toMatchObject({ state: 'delivered', tries: 2 });
    expect(mailbox.mails).toHaveLength(1);
  });

  it('to a mailbox that is not there is given up at once', async () => {
    mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const actor = await mailing();
    const kept = await subscribed();
    await stage.ran('a');
    mailbox.refuse = { recipient: [550, '5.1.1 no such mailbox'] };
    await stage.live(actor, 3 * MINUTE);
    expect((await last(kept))?.content).toMatchObject({ state: 'dead', tries: 1 });
  });

  it('waits where its server is down', async () => {
    mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const actor = await mailing({ smtp: 'smtp://127.0.0.1:1' });
    const kept = await subscribed();
    await stage.ran('a');
    await stage.live(actor, 3 * MINUTE);
    expect((await last(kept))?.content).toMatchObject({ state: 'waiting' });
    expect((await last(kept))?.content.attempts[0]?.answer).toContain('ECONNREFUSED');
  });

  it('does not go out in the clear where TLS is required', async () => {
    mailbox = await startMailbox({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const actor = await mailing({ tls: true });
    const kept = await subscribed();
    await stage.ran('a');
    await stage.live(actor, 2 * MINUTE);
    expect(mailbox.mails).toEqual([]);
    expect((await last(kept))?.content.attempts[0]?.answer).toMatch(/TLS/i);
  });
});

describe.skipIf(pair === null)('over TLS', () => {
  it('a mail goes out with the password, to the server whose authority is named, and to no other', async () => {
    let seen = '';
    mailbox = await startMailbox({
      ...pair,
      onAuth({ username, password }, session, callback) {
        seen = `${username}:${password} ${session.secure}`;
        callback(null, { user: 'huimu' });
      },
    });
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, pair?.cert ?? '');
    const smtp = `smtp://hui%40mu:p%3Aw@127.0.0.1:${mailbox.port}`;
    let actor = await mailing({ smtp, tls: true });
    const kept = await subscribed();
    await stage.ran('a');
    await stage.live(actor, 2 * MINUTE);
    expect([mailbox.mails, seen]).toEqual([[], '']);
    expect((await last(kept))?.content.attempts[0]?.answer).toMatch(/self-signed|certificate/i);
    mails.close();
    actor = await mailing({ smtp, tls: true, ca });
    await stage.live(actor, DAY, 6 * HOUR);
    expect([mailbox.mails.length, mailbox.secure, seen]).toEqual([1, [true], 'hui@mu:p:w true']);
  });
});
