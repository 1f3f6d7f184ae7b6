/**
 * Routes: origins whose requests are sent to another address (a gateway; a server on this machine). Everything
 * but the sending keeps the real origin.
 */
import { CodedError } from '../../config/errors/errors.ts';

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
    throw new CodedError('config.invalid', `routes: "${text}" is not an origin`, {
      hint: 'write scheme, host and port only, as http://127.0.0.1:8080',
    });
  }
  return url.origin;
}

/** The same path at another origin. A path may begin with two slashes, and then is no address relative to one. */
const moved = (url: URL, origin: string, hash = ''): URL =>
  new URL(origin + url.pathname + url.search + hash);

export class Routes {
  readonly #to = new Map<string, string>();
  readonly #back = new Map<string, string[]>();

  /** Throws `config.invalid` where a key or value is not an origin. */
  constructor(routes: Record<string, string>) {
    for (const [from, to] of Object.entries(routes)) {
      const [real, sent] = [originOf(from), originOf(to)];
      this.#to.set(real, sent);
      this.#back.set(sent, [...(this.#back.get(sent) ?? []), real]);
    }
  }

  /** Where a request to this real address is sent; undefined where it is not routed. */
  sentTo(real: URL): URL | undefined {
    const origin = this.#to.get(real.origin);
    return origin === undefined ? undefined : moved(real, origin);
  }

  /**
   * The real address of one that may be written in a route's target, as redirects and links of a routed host are.
   * Where several origins share the target, `near` (the origin asked, or the source's own) decides.
   */
  real(url: URL, near: string): URL {
    const origins = this.#back.get(url.origin);
    if (origins === undefined || this.#to.has(url.origin)) return url;
    const origin = origins.includes(near) ? near : origins[0];
    return moved(url, origin!, url.hash);
  }
}
