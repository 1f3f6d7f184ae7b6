/** The link to the cluster: how it is opened, what its errors mean, and for how long a passing one is waited out. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, errors } from '@elastic/elasticsearch';
import { readAuthority } from '../../config/authority.ts';
import { CodedError } from '../../config/errors/errors.ts';
import type { Layout } from './layout/layout.ts';
import { hintFor, NotNow, type Patience, patienceOf } from './write/patience.ts';

export interface ElasticsearchOptions {
  /** `https://host:9200`; several separated by commas. User and password may stand in it. */
  url: string;
  /** Encoded API key, as Elasticsearch gives it out. */
  apiKey?: string;
  /** File with the certificate of the authority that signed the cluster's, PEM. */
  ca?: string;
  /** Start of all names of indices and aliases. */
  prefix?: string;
  /** Records of one entry's history; `HISTORY_KEPT` where absent. */
  historyKept?: number;
  /** Shards of the entries and of the raw records. */
  shards?: number;
  /** Milliseconds for which what the cluster is too busy for, or cannot be reached for, is tried again. */
  patience?: number;
  /** Milliseconds that a writer waits for an entry that another is about to write. The same for all writers. */
  claimTime?: number;
  /** Milliseconds for which one request is waited for. */
  timeout?: number;
  /** Told what has been waited out for a while, and with null that it is over. */
  onTrouble?: (trouble: CodedError | null) => void;
  /** What the indices are, where it is not this program's own. */
  layout?: Layout;
}

export const DEFAULTS = {
  prefix: 'huimu',
  shards: 1,
  /** Longer than a node takes to come back. */
  patience: 120_000,
  claimTime: 10_000,
  /** Longer than the largest bulk takes; patience has room for several. */
  timeout: 30_000,
};

/** Where somebody waits for the answer: better told soon that there is none. */
export const PROMPT = { patience: 2_000, timeout: 15_000 };

const MAX_PAUSE = 5_000;

export function connect({ url, apiKey, ca, timeout }: ElasticsearchOptions): Client {
  const tls = ca === undefined ? {} : { tls: { ca: readAuthority('HUIMU_ELASTICSEARCH_CA', ca) } };
  try {
    const nodes = url.split(',').map((each) => each.trim());
    return new Client({
      nodes,
      ...(apiKey === undefined ? {} : { auth: { apiKey } }),
      ...tls,
      requestTimeout: timeout ?? DEFAULTS.timeout,
      // The other nodes are tried at once; what is waited for is decided here.
      maxRetries: nodes.length - 1,
      compression: false,
      redaction: { type: 'remove' },
    });
  } catch (error) {
    // The message might hold the address with its password.
    throw new CodedError(
      'config.invalid',
      'HUIMU_ELASTICSEARCH_URL: 地址或密钥无法使用 / the address or the key cannot be used',
      {
        cause: error,
      },
    );
  }
}

const PASSING_STATUS = new Set([429, 502, 503, 504]);

/** Whether the same may succeed a little later. */
export const isPassing = (status: number): boolean => PASSING_STATUS.has(status);

/** How OpenSSL says that a certificate is not believed; a little later it says the same. */
const CERTIFICATE = /certificate|issuer|altnames/i;

const isDisbelief = (error: unknown): boolean =>
  error instanceof errors.ConnectionError && CERTIFICATE.test(error.message);

const isPassingError = (error: unknown): boolean =>
  error instanceof errors.ResponseError
    ? isPassing(error.statusCode ?? 0)
    : error instanceof NotNow ||
      (error instanceof errors.ConnectionError && !isDisbelief(error)) ||
      error instanceof errors.TimeoutError ||
      error instanceof errors.NoLivingConnectionsError;

export const statusOf = (error: unknown): number | undefined =>
  error instanceof errors.ResponseError ? error.statusCode : undefined;

/** Any thrown value under a code; what the cluster said is shortened and holds no secrets. */
export function translated(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const said = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 500) : String(error);
  const detail = `Elasticsearch: ${said}`;
  const status = statusOf(error);
  if (status === 401 || status === 403) {
    return new CodedError('catalogue.unavailable', detail, {
      hint: '请检查 Elasticsearch 的密钥或口令及其权限 / check the key or password of Elasticsearch, and what it may do',
      cause: error,
    });
  }
  if (isDisbelief(error)) {
    return new CodedError('catalogue.unavailable', detail, {
      hint: '请检查 HUIMU_ELASTICSEARCH_CA 是否为签发该证书的机构 / check that HUIMU_ELASTICSEARCH_CA signed the certificate of this Elasticsearch',
      cause: error,
    });
  }
  if (isPassingError(error) || status === 404 || error instanceof errors.ElasticsearchClientError) {
    return new CodedError('catalogue.unavailable', detail, { ...hintFor(detail), cause: error });
  }
  return new CodedError('internal', detail, { cause: error });
}

/** Doubling pauses with jitter, so that many workers do not come back at once. */
export const backOff = (attempt: number): Promise<void> =>
  pause(Math.min(MAX_PAUSE, 50 * 2 ** attempt) * (0.5 + Math.random() / 2));

/** Does it again while what fails may pass, as long as patience (ms, where nobody is to be told) lasts. */
export async function patiently<T>(patience: Patience | number, work: () => Promise<T>): Promise<T> {
  const { ms, waits, done, gaveUp } = typeof patience === 'number' ? patienceOf(patience) : patience;
  const piece = {};
  const since = Date.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await work();
      done(piece);
      return answer;
    } catch (error) {
      if (!isPassingError(error) || Date.now() - since >= ms) {
        gaveUp(piece);
        throw translated(error);
      }
      waits(piece, since, error);
    }
    await backOff(attempt);
  }
}
