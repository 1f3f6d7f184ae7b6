/** The cookies of one run: kept by the real address, forgotten at its end, bounded. */
import { CookieJar } from 'tough-cookie';

/** RFC 6265 §6.1 asks of a client no more than this per host. */
const MOST = 50;
const LONGEST = 4096;

export class Cookies {
  readonly #jar = new CookieJar(undefined, { looseMode: true });
  readonly #names = new Set<string>();

  /** The Cookie header for this address, joined to what the request brings itself; undefined where there is none. */
  header(url: URL, own: string | undefined): string | undefined {
    if (this.#names.size === 0) return own;
    const kept = this.#jar.getCookieStringSync(url.href);
    if (kept === '') return own;
    return own === undefined ? kept : `${own}; ${kept}`;
  }

  /** Headers that repeat cookies of this address: header → cookie becomes header → its value. */
  echoed(url: URL, echo: Record<string, string> = {}): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const [header, name] of Object.entries(echo)) {
      const cookie = this.#jar.getCookiesSync(url.href).find(({ key }) => key === name);
      if (cookie !== undefined) headers[header.toLowerCase()] = cookie.value;
    }
    return headers;
  }

  /** Keeps what the host sets; what it may not set, or sets beyond the bounds, is dropped. */
  keep(setCookie: string[], url: URL): void {
    for (const text of setCookie) {
      const name = text.slice(0, text.indexOf('='));
      if (text.length > LONGEST || (this.#names.size >= MOST && !this.#names.has(name))) continue;
      if (this.#jar.setCookieSync(text, url.href, { ignoreError: true }) !== undefined) this.#names.add(name);
    }
  }
}
