/** Validators: what to say in a conditional request, and the body that a 304 stands for. */

export interface Kept {
  etag: string | undefined;
  lastModified: string | undefined;
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface Validators {
  get(key: string): Kept | undefined;
  set(key: string, kept: Kept): void;
  /** Drops everything under keys that begin so. */
  forget(prefix: string): void;
}

/** In memory, the least recently used forgotten first; bodies over `entryBytes` are not kept. */
export class MemoryValidators implements Validators {
  readonly #kept = new Map<string, Kept>();
  readonly #totalBytes: number;
  readonly #entryBytes: number;
  #bytes = 0;

  constructor(totalBytes = 64 << 20, entryBytes = 1 << 20) {
    this.#totalBytes = totalBytes;
    this.#entryBytes = entryBytes;
  }

  /** Bytes of the bodies and keys held. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  set(key: string, kept: Kept): void {
    this.#drop(key);
    if (kept.body.length > this.#entryBytes) return;
    this.#kept.set(key, kept);
    this.#bytes += key.length + kept.body.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#totalBytes) break;
      this.#drop(oldest);
    }
  }

  forget(prefix: string): void {
    for (const key of this.#kept.keys()) if (key.startsWith(prefix)) this.#drop(key);
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= key.length + kept.body.length;
  }
}

/** The headers that make a request conditional on what is kept. */
export function conditions(kept: Kept | undefined): Record<string, string> {
  if (kept?.etag !== undefined) return { 'if-none-match': kept.etag };
  if (kept?.lastModified !== undefined) return { 'if-modified-since': kept.lastModified };
  return {};
}

/** What to keep of a good answer; undefined where it names no validator, or answers nobody else alike. */
export function keepable(answer: {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}): Kept | undefined {
  const { etag, 'last-modified': lastModified, vary, 'cache-control': control } = answer.headers;
  if (answer.status !== 200 || (etag === undefined && lastModified === undefined)) return undefined;
  if (vary === '*' || /\bno-store\b/.test(control ?? '')) return undefined;
  return { etag, lastModified, status: answer.status, headers: answer.headers, body: answer.body };
}
