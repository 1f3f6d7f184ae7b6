/** The client of one run: request → robots.txt → pace → exchange → redirects → verdict, again where it may help. */
import type { HttpClient, HttpRequest, HttpResponse, RequestPurpose } from '../../adapters/contract.ts';
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { HarvestableSource, Pace } from '../../config/registry/source.ts';
import type { Run, RunProblem } from '../../index/operations.ts';
import type { PaceBook } from '../pace/pace.ts';
import { isPublicAddress, literalAddress, namesAddress, privateAddress } from './address.ts';
import { retryAfterSeconds } from './backoff.ts';
import { type Clock, sleep, stopReason } from './clock.ts';
import { Cookies } from './cookies.ts';
import { ACCEPT_ENCODING } from './exchange/body.ts';
import { type Answer, exchange } from './exchange/exchange.ts';
import type { Transport } from './exchange/transport.ts';
import { checkMoved, type Hop, MOST_REDIRECTS, redirected, redirectOf, webAddress } from './redirect.ts';
import { type RetryOptions, RunRetries } from './retry.ts';
import { ROBOTS_MAX_BYTES, type RobotsBook } from './robots.ts';
import type { Routes } from './routes.ts';
import { conditions, keepable, type Validators } from './validators.ts';
import { judge } from './verdict.ts';

/** What all runs of the process share. */
export interface Shared {
  clock: Clock;
  random: () => number;
  transport: Transport;
  paces: PaceBook;
  robots: RobotsBook;
  routes: Routes;
  validators: Validators;
  userAgent: string;
  maxBytes: number;
  retry: RetryOptions;
  told: (outcome: Outcome) => void;
}

/** How one request came out: its answer could be used, led elsewhere, or what was wrong. */
export type Outcome = 'answered' | 'redirected' | ErrorCode;

export interface RunOptions {
  source: HarvestableSource;
  /** Stops every request at once; a `CodedError` as its reason is what the requests throw, else `run.stopped`. */
  signal: AbortSignal;
  /** Counted up with every request sent, retries and redirects included; robots.txt counts as `other`. */
  requests: Run['requests'];
  /** The pace from now on, where it may change under way; the source's own where absent. */
  paceNow?: () => Pace;
  /** Told, once for each code, of what is odd and costs nothing. */
  remarked?: (problem: RunProblem) => void;
}

/** An answer of whatever status, its body cut. */
export type Looked = Omit<HttpResponse, 'remark'>;

/** Of a body that is only looked at, in bytes. */
const PEEK_BYTES = 16 * 1024;

/** Headers that are the client's own business. */
const OURS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'user-agent',
  'accept-encoding',
]);

export class RunClient implements HttpClient {
  readonly #shared: Shared;
  readonly #source: HarvestableSource;
  readonly #signal: AbortSignal;
  readonly #requests: Run['requests'];
  readonly #paceNow: () => Pace;
  readonly #cookies = new Cookies();
  readonly #retries: RunRetries;
  /** The origin of the source's base: which real origin is meant where several share a route. */
  readonly #home: string;
  /** Host names that the configuration names. */
  readonly #hostnames: ReadonlySet<string>;
  /** Hosts with their ports that the configuration names by literal address: they may be inside ones. */
  readonly #inside: ReadonlySet<string>;

  readonly #remark: NonNullable<HttpResponse['remark']>;

  constructor(shared: Shared, { source, signal, requests, remarked, paceNow }: RunOptions) {
    this.#shared = shared;
    this.#source = source;
    this.#signal = signal;
    this.#requests = requests;
    this.#paceNow = paceNow ?? (() => source.harvest.pace);
    const told = new Set<ErrorCode>();
    this.#remark = (code, detail) => {
      if (!told.has(code)) remarked?.({ code, detail });
      told.add(code);
    };
    this.#retries = new RunRetries(shared.retry, shared.random);
    const configured = [source.harvest.base, source.home ?? source.harvest.base].map((url) => new URL(url));
    this.#home = configured[0]!.origin;
    this.#hostnames = new Set(configured.map((url) => url.hostname));
    this.#inside = new Set(configured.filter(namesAddress).map((url) => url.host));
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const { clock, routes } = this.#shared;
    if (this.#signal.aborted) throw stopReason(this.#signal);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      if (!OURS.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
    }
    const first: Hop = {
      url: routes.real(webAddress(request.url), this.#home),
      method: request.method,
      headers,
      body: request.body,
      ...(request.echo === undefined ? {} : { echo: request.echo }),
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#follow(first, request);
      } catch (thrown) {
        if (this.#signal.aborted) throw stopReason(this.#signal);
        const error = coded(thrown, 'run.unhandled');
        await sleep(clock, this.#retries.delay(error, attempt), this.#signal);
      }
    }
  }

  /**
   * Looks whether an address answers, once: whatever it answers comes back, of a body the beginning. Throws where no answer
   * came, and where none may be asked for (`source.robots`, `source.private-address`).
   */
  async look(method: 'HEAD' | 'GET', url: string): Promise<Looked> {
    if (this.#signal.aborted) throw stopReason(this.#signal);
    let hop: Hop = { url: webAddress(url), method, headers: {}, body: undefined };
    for (let redirects = 0; ; redirects++) {
      await this.#admit(hop.url);
      const answer = await this.#send(hop, 'other', PEEK_BYTES, { peek: true });
      const to = this.#target(answer, hop.url);
      this.#shared.told(to === undefined ? 'answered' : 'redirected');
      if (to === undefined) {
        const { status, headers, body } = answer;
        return { status, headers, body, url: hop.url.href };
      }
      if (redirects >= MOST_REDIRECTS) throw tooManyRedirects(hop.url);
      hop = redirected(hop, answer, to);
    }
  }

  async #follow(first: Hop, request: HttpRequest): Promise<HttpResponse> {
    const purpose = request.purpose ?? 'other';
    const maxBytes = request.maxBytes ?? this.#shared.maxBytes;
    let hop = first;
    for (let redirects = 0; ; redirects++) {
      await this.#admit(hop.url);
      const answer = await this.#send(hop, purpose, maxBytes, request.anew ? { anew: true } : {});
      const to = this.#target(answer, hop.url);
      if (to === undefined) {
        const problem = judge(answer, whereOf(hop), this.#shared.clock.now());
        this.#shared.told(problem?.code ?? 'answered');
        if (problem !== null) throw problem;
        const { status, headers, body } = answer;
        return { status, url: hop.url.href, headers, body, remark: this.#remark };
      }
      this.#shared.told('redirected');
      checkMoved(answer, hop.url, to, this.#hostnames);
      if (redirects >= MOST_REDIRECTS) throw tooManyRedirects(first.url);
      hop = redirected(hop, answer, to);
    }
  }

  #target(answer: Answer, from: URL): URL | undefined {
    const to = redirectOf(answer, from);
    return to === undefined ? undefined : this.#shared.routes.real(to, from.origin);
  }

  /** Throws `source.robots`, or why robots.txt cannot be read. */
  async #admit(url: URL): Promise<void> {
    const { robots, paces } = this.#shared;
    this.#checkLiteral(url);
    const rules =
      robots.fresh(url.origin) ??
      (await robots.rules(url.origin, (at, headers) => this.#askRobots(at, headers), this.#signal));
    paces.of(url.host).crawlDelay(rules.crawlDelay);
    if (rules.allows(url)) return;
    throw new CodedError(
      'source.robots',
      `${url.origin}/robots.txt does not allow ${url.pathname.slice(0, 200)}`,
      {
        hint: 'ask the platform to allow our User-Agent, or upload its catalogue as a file',
      },
    );
  }

  async #askRobots(url: URL, headers: Record<string, string>): Promise<Answer> {
    let hop: Hop = { url, method: 'GET', headers, body: undefined };
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#send(hop, 'other', ROBOTS_MAX_BYTES);
      const to = this.#target(answer, hop.url);
      this.#shared.told(to === undefined ? 'answered' : 'redirected');
      // RFC 9309 §2.3.1.2: after five redirects the file counts as not there, as a 3xx does that leads nowhere.
      if (to === undefined || redirects >= MOST_REDIRECTS) return answer;
      hop = redirected(hop, answer, to);
    }
  }

  /** One hop at the host's pace; what it asks of the future (cookies, rest, validators) is noted. */
  async #send(
    hop: Hop,
    purpose: RequestPurpose,
    maxBytes: number,
    { anew = false, peek = false }: { anew?: boolean; peek?: boolean } = {},
  ): Promise<Answer> {
    const { clock, paces, routes, transport, validators } = this.#shared;
    const { url, method } = hop;
    this.#checkLiteral(url);
    const sentTo = routes.sentTo(url);
    const agents = transport.agents(
      this.#source.harvest.tls,
      sentTo === undefined && !this.#inside.has(url.host),
    );
    const key = method === 'GET' && purpose === 'list' ? this.#validatorKey(hop) : undefined;
    const kept = key === undefined || anew ? undefined : validators.get(key);
    const pace = paces.of(url.host);
    await pace.take(this, this.#paceNow(), this.#signal);
    let answer: Answer;
    try {
      this.#requests[purpose]++;
      const headers = { ...this.#headers(hop, sentTo !== undefined), ...conditions(kept) };
      answer = await exchange(
        transport,
        agents,
        {
          ...{ method, to: sentTo ?? url, headers, body: hop.body, maxBytes, where: whereOf(hop) },
          ...(peek ? { peek } : {}),
        },
        this.#signal,
      );
    } catch (error) {
      if (!this.#signal.aborted) this.#shared.told(coded(error).code);
      throw error;
    } finally {
      pace.give(this);
    }
    this.#cookies.keep(answer.setCookie, url);
    if (answer.status === 429 || answer.status >= 500) {
      // Who asks one of us to slow down asks it of everybody, even without saying for how long.
      const seconds = retryAfterSeconds(answer.headers, clock.now()) ?? (answer.status === 429 ? 1 : 0);
      if (seconds > 0) pace.rest(seconds * 1000);
    }
    if (answer.status === 304 && kept !== undefined) return { ...kept, setCookie: answer.setCookie };
    const keep = key === undefined ? undefined : keepable(answer);
    if (key !== undefined && keep !== undefined) validators.set(key, keep);
    return answer;
  }

  #headers(hop: Hop, routed: boolean): Record<string, string> {
    const headers: Record<string, string> = {
      accept: '*/*',
      'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
      ...hop.headers,
      'accept-encoding': ACCEPT_ENCODING,
      'user-agent': this.#shared.userAgent,
    };
    const cookie = this.#cookies.header(hop.url, hop.headers.cookie);
    if (cookie !== undefined) headers.cookie = cookie;
    Object.assign(headers, this.#cookies.echoed(hop.url, hop.echo));
    if (routed) {
      headers['x-forwarded-host'] = hop.url.host;
      headers['x-forwarded-proto'] = hop.url.protocol.slice(0, -1);
    }
    return headers;
  }

  #checkLiteral(url: URL): void {
    const address = literalAddress(url);
    if (address === undefined || isPublicAddress(address)) return;
    if (this.#inside.has(url.host) || this.#shared.routes.sentTo(url) !== undefined) return;
    throw privateAddress(url.host, address);
  }

  #validatorKey(hop: Hop): string {
    return `${keptOf(this.#source.id)}${hop.headers.accept ?? ''} ${hop.url.href}`;
  }
}

/** Begins the keys under which bodies of a source are kept; no id has a blank. */
export const keptOf = (source: string): string => `${source} `;

function whereOf(hop: Hop): string {
  return `${hop.method} ${hop.url.href.slice(0, 300)}`;
}

function tooManyRedirects(url: URL): CodedError {
  return new CodedError(
    'source.refused',
    `${url.href.slice(0, 300)} leads to more than ${MOST_REDIRECTS} redirects`,
    {
      hint: 'the host may ask for a session or a login; look at the address in a browser',
    },
  );
}
