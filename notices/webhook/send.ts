/** One attempt at a webhook: signed, within limits, to no address inside but where the settings name it, and nowhere else. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import { type Resolve, requireOutside, systemResolve } from '../../harvester/client/address.ts';
import { retryAfterSeconds } from '../../harvester/client/backoff.ts';
import { exchange } from '../../harvester/client/exchange/exchange.ts';
import { type Timeouts, Transport } from '../../harvester/client/exchange/transport.ts';
import product from '../../package.json' with { type: 'json' };
import { oneLine } from '../occasions/notice.ts';
import type { Outcome, Send } from '../outbox/channel.ts';
import type { Signing } from '../subscriptions/tokens.ts';
import { payloadOf } from './payload.ts';
import { signed } from './sign.ts';

export interface WebhookOptions {
  signing: Pick<Signing, 'secret'>;
  /** What links begin with; empty where it is not known. */
  base: string;
  instance: string;
  /** Origins inside that may be called all the same. */
  inside: readonly string[];
  clock: () => number;
  resolve?: Resolve;
  timeouts?: Partial<Timeouts>;
}

export interface Webhooks {
  send: Send;
  close(): void;
}

const TIMEOUTS: Timeouts = { connectMs: 5_000, firstByteMs: 20_000, idleMs: 20_000, totalMs: 30_000 };
/** Of an answer only its beginning is of interest. */
const READ = 2_000;
const SHOWN = 200;
const TLS = { verify: true, legacy: false };

/** Throws `source.private-address` where the settings do not name its origin. What a name resolves to is judged when it is called. */
export function requireCallable(url: string, inside: readonly string[]): void {
  if (inside.includes(new URL(url).origin)) return;
  try {
    requireOutside(url);
  } catch (error) {
    const { code, detail } = coded(error);
    throw new CodedError(code, detail, {
      hint: '须由管理员在 HUIMU_WEBHOOKS_INSIDE 中列出其来源 / its origin must stand in HUIMU_WEBHOOKS_INSIDE',
      cause: error,
    });
  }
}

export function openWebhooks(options: WebhookOptions): Webhooks {
  const { signing, base, instance, inside, clock, resolve = systemResolve } = options;
  const transport = new Transport(resolve, { ...TIMEOUTS, ...options.timeouts });
  return {
    async send(delivery, { channel, name }, signal) {
      if (channel.kind !== 'webhook') return { came: 'never', answer: 'no webhook' };
      try {
        requireCallable(channel.url, inside);
        const to = new URL(channel.url);
        const body = payloadOf(delivery, name, instance, base);
        const secret = signing.secret(delivery.content.subscription);
        const answer = await exchange(
          transport,
          transport.agents(TLS, !inside.includes(to.origin)),
          {
            ...{ method: 'POST', to, body, maxBytes: READ, peek: true, where: to.origin },
            headers: {
              'content-type': 'application/json; charset=utf-8',
              'user-agent': `Huimu/${product.version} (webhook)`,
              ...signed(delivery.id, body, secret, clock()),
            },
          },
          signal,
        );
        return outcomeOf(answer.status, answer.headers, answer.body, clock());
      } catch (error) {
        const { code, detail } = coded(error);
        return { came: 'later', answer: oneLine(`${code}: ${detail}`, SHOWN) };
      }
    },
    close: () => transport.close(),
  };
}

function outcomeOf(status: number, headers: Record<string, string>, body: Uint8Array, now: number): Outcome {
  const said = oneLine(new TextDecoder().decode(body.subarray(0, READ)), SHOWN);
  const answer = said === '' ? String(status) : `${status} ${said}`;
  if (status >= 200 && status < 300) return { came: 'taken', answer };
  if (status === 410) return { came: 'gone', answer };
  if (status >= 300 && status < 400)
    return { came: 'later', answer: `${status}: redirects are not followed` };
  return { came: 'later', answer, after: (retryAfterSeconds(headers, now) ?? 0) * 1000 };
}
