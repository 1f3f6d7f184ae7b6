/** By what this installation tells: what its settings allow, and what it signs with. */
import type { Settings } from '../../config/settings/settings.ts';
import type { Papers } from '../../index/papers.ts';
import { type Signing, signingOf } from '../../notices/subscriptions/tokens.ts';

export interface TellingMeans {
  /** Whether it sends mail: links in it need an address. */
  mail: boolean;
  /** Origins inside that webhooks may call. */
  inside: readonly string[];
  signing(): Promise<Signing>;
}

export function meansOf(
  { smtpUrl, mailFrom, publicUrl, webhooksInside, noticeKey }: Settings,
  papers: Papers,
): TellingMeans {
  let signing: Promise<Signing> | undefined;
  return {
    mail: smtpUrl !== undefined && mailFrom !== undefined && publicUrl !== undefined,
    inside: webhooksInside ?? [],
    signing() {
      signing ??= signingOf(papers, noticeKey).catch((error: unknown) => {
        signing = undefined;
        throw error;
      });
      return signing;
    },
  };
}
