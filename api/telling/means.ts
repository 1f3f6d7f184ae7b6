/** By what this installation tells: what its settings allow, and what it signs with. */
import type { Settings } from '../../config/settings/settings.ts';
import type { Papers } from '../../index/people/papers.ts';
import { type Signing, signingOf } from '../../notices/subscriptions/tokens.ts';

export interface TellingMeans {
  /** Whether it sends mail: links in it need an address. */
  mail: boolean;
  /** Origins inside that webhooks may call. */
  inside: readonly string[];
  signing(): Promise<Signing>;
}

/** What mail is sent by, and what its links begin with; undefined where it cannot be sent. */
export const mailOf = ({ smtpUrl: smtp, mailFrom: from, publicUrl: base }: Settings) =>
  smtp === undefined || from === undefined || base === undefined ? undefined : { smtp, from, base };

export function meansOf(settings: Settings, papers: Papers): TellingMeans {
  let signing: Promise<Signing> | undefined;
  return {
    mail: mailOf(settings) !== undefined,
    inside: settings.webhooksInside ?? [],
    signing() {
      signing ??= signingOf(papers, settings.noticeKey).catch((error: unknown) => {
        signing = undefined;
        throw error;
      });
      return signing;
    },
  };
}
