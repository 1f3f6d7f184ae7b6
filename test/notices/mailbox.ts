/** A real mail server, which refuses as a test says and keeps what it took. */

import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Mailbox {
  port: number;
  /** Whole messages, as they came. */
  mails: string[];
  /** Sessions in which TLS was spoken when the message came. */
  secure: boolean[];
  /** What each recipient, and then each message, is refused with; undefined takes it. */
  refuse: { recipient?: [code: number, text: string]; message?: [code: number, text: string] };
  close(): Promise<void>;
}

const refusal = ([responseCode, text]: [number, string]): Error =>
  Object.assign(new Error(text), { responseCode });

export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mailbox: Omit<Mailbox, 'port' | 'close'> = { mails: [], secure: [], refuse: {} };
  const server = new SMTPServer({
    authOptional: true,
    ...options,
    onRcptTo(_address, _session, callback) {
      const { recipient } = mailbox.refuse;
      callback(recipient === undefined ? null : refusal(recipient));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { message } = mailbox.refuse;
        if (message !== undefined) {
          callback(refusal(message));
          return;
        }
        mailbox.mails.push(Buffer.concat(chunks).toString('utf8'));
        mailbox.secure.push(session.secure);
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(mailbox, {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
