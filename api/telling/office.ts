/** What sends the notices of an installation, by its settings. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Settings } from '../../config/settings/settings.ts';
import { openMails } from '../../notices/mail/send.ts';
import { createOffice, type Office } from '../../notices/office.ts';
import type { Senders } from '../../notices/outbox/channel.ts';
import type { Signing } from '../../notices/subscriptions/tokens.ts';
import { openWebhooks } from '../../notices/webhook/send.ts';
import type { Huimu } from '../compose.ts';
import { instanceOf } from '../instance.ts';
import type { Tell } from '../tell.ts';
import { mailOf, meansOf } from './means.ts';
import { rightOf } from './owners.ts';

function mailsOf(settings: Settings, signing: Signing): ReturnType<typeof openMails> {
  const { smtpTls, smtpCa } = settings;
  const mail = mailOf(settings);
  if (mail === undefined) {
    const answer = 'HUIMU_SMTP_URL, HUIMU_MAIL_FROM, HUIMU_PUBLIC_URL: 未设置 / not set';
    // It waits: the settings may be mended.
    return { send: async () => ({ came: 'later', answer }), close: () => undefined };
  }
  return openMails({
    ...{ ...mail, tls: smtpTls === 'required', signing },
    ...(smtpCa !== undefined && { ca: smtpCa }),
  });
}

/** Tells until it is closed. Of many processes that do so, each message is one's. */
export async function openTelling(huimu: Huimu, tell: Tell): Promise<Office> {
  const { settings, catalogue, sources } = huimu;
  const means = meansOf(settings, catalogue);
  const signing = await means.signing();
  const webhooks = openWebhooks({
    ...{ signing, base: settings.publicUrl ?? '', instance: instanceOf(settings) },
    ...{ inside: means.inside, clock: Date.now },
  });
  const mails = mailsOf(settings, signing);
  const senders: Senders = { webhook: webhooks.send, mail: mails.send };
  const office = createOffice({
    ...{ catalogue, sources, senders },
    rightOf: (owner) => rightOf(catalogue, owner),
    process: `${hostname()}:${process.pid}:${randomUUID().slice(0, 4)}`,
    onOutcome: huimu.tally.delivery,
    onError: ({ code, detail }) =>
      tell(`通知未能处理：${detail}`, `Notices were not dealt with: ${detail}`, code),
  });
  office.open();
  return {
    ...office,
    async close() {
      await office.close();
      webhooks.close();
      mails.close();
    },
  };
}
