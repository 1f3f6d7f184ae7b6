/** One attempt at a mailbox, over TLS. */
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { oneLine } from '../occasions/notice.ts';
import type { Outcome, Send } from '../outbox/channel.ts';
import type { Signing } from '../subscriptions/tokens.ts';
import { htmlOf } from './html.ts';
import { linksOf } from './links.ts';
import { textOf } from './text.ts';
import { subjectOf } from './words.ts';

export interface MailOptions {
  /** `smtp[s]://user:password@host:port`. */
  smtp: string;
  /** False: a server that offers no TLS is spoken to all the same. */
  tls: boolean;
  /** PEM file with the certificate of the authority that signed the server's. */
  ca?: string;
  from: string;
  /** What links begin with. */
  base: string;
  signing: Pick<Signing, 'token'>;
  timeoutMs?: number;
}

export interface Mails {
  send: Send;
  close(): void;
}

const TIMEOUT_MS = 30_000;
const SHOWN = 200;

export function openMails({
  smtp,
  tls,
  ca,
  from,
  base,
  signing,
  timeoutMs = TIMEOUT_MS,
}: MailOptions): Mails {
  const url = new URL(smtp);
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && tls,
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca: readFileSync(ca) }) },
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    // Nothing in a message names a file or an address to be read.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const host = new URL(base).hostname;
  return {
    async send({ id, content }, { channel }) {
      if (channel.kind !== 'mail') return { came: 'never', answer: 'no mailbox' };
      const links = linksOf(base, signing, content.subscription);
      try {
        const { response } = await transport.sendMail({
          // An address object is taken as it is: no list of addresses is read out of it.
          ...{ from, to: { name: '', address: channel.address } },
          messageId: `<${id}@${host}>`,
          date: new Date(content.sealedAt),
          subject: subjectOf(content),
          ...{ text: textOf(content, links, base), html: htmlOf(content, links, base) },
          headers: {
            'Auto-Submitted': 'auto-generated',
            'List-Unsubscribe': `<${links.oneClick}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        });
        return { came: 'taken', answer: oneLine(response, SHOWN) };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A mailbox that is refused for good is not asked again; whatever else is the matter may be mended, by them or by us. */
function outcomeOf(error: unknown): Outcome {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  const answer = oneLine(`${code ?? 'SMTP'}: ${message ?? error}`, SHOWN);
  const refused = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500;
  return { came: refused ? 'never' : 'later', answer };
}
