/**
 * What every adapter is: a family's way to be asked, and to be read. No implementation here.
 *
 * An adapter asks (`probe`, `list`, `detail`) and reads (`read`). Asking goes through the client it is given,
 * which owns pace, retries and limits; reading is pure, so that kept raw records can be read again when a
 * mapping is mended.
 */
import type { ErrorCode } from '../config/errors/errors.ts';
import type { Cursor, RawPart, RawRecord, Statement } from '../config/record.ts';
import type { HarvestableSource } from '../config/registry/source.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Header → the cookie of this run whose value it repeats (double-submit tokens); left out where there is none. */
  echo?: Record<string, string>;
  /** Upper limit of the decoded body, in bytes; the client's default where absent. */
  maxBytes?: number;
  /** What it is asked for, in the run's counts; `other` where absent. */
  purpose?: RequestPurpose;
  /** No kept body will do: the last answer could not be read. */
  anew?: boolean;
}

export type RequestPurpose = 'list' | 'detail' | 'other';

export interface HttpResponse {
  status: number;
  /** The address that answered, after redirects. */
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Tells the run, once for each code, of something odd in the answer that costs nothing. */
  remark?(code: ErrorCode, detail: string): void;
}

/**
 * The polite client of one run. It throws coded errors (`source.*`): only 2xx answers come back. Retries,
 * Retry-After, pace, robots.txt, redirects, cookies, size and time limits are its business.
 */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface AdapterContext {
  source: HarvestableSource;
  http: HttpClient;
  signal: AbortSignal;
  /** What was handed over of the source's catalogue; absent where nothing can be. */
  uploads?: Uploads;
  /** Tells the run, once for each code, of something odd that costs nothing. */
  remark?(code: ErrorCode, detail: string): void;
}

/** Files of a source's catalogue that its administrator handed over and the catalogue keeps. */
export interface Uploads {
  /** The newest, or the one of that id while it is kept; undefined where there is none. */
  file(id?: string): Promise<{ id: string; name: string; body: Uint8Array } | undefined>;
}

/** A file as it is fit to be kept. */
export interface Received {
  /** IANA media type, by its content. */
  mediaType: string;
  body: Uint8Array;
  /** Something was taken out: what is secret. */
  redacted: boolean;
}

export interface ListedRow {
  /** The source's own identifier. */
  id: string;
  row: RawPart;
  /** Text that changes when, and only when, the row shows a change: view counters and such left out. */
  sign: string;
  /** The row is the whole record: there is no detail to ask for. */
  complete: boolean;
}

/**
 * A row that becomes no entry. With `record.withdrawn` it is a thing that the source itself says is gone (a deleted
 * header, a tombstone); any other with an `id` is still there, and its entry stays as it was. One without an `id` may be
 * any entry that is not listed otherwise.
 */
export interface UnlistableRow {
  code: ErrorCode;
  detail: string;
  text: string;
  id?: string;
}

export interface ListPage {
  rows: ListedRow[];
  unlistable: UnlistableRow[];
  /** Rows in all, as the source declares them on this page; undefined where it does not say. */
  declared?: number;
  /**
   * What the source declared that did not come, where that is no number of rows: pages that were empty, positions
   * that were passed over. The listing counts as short then, whatever its numbers say.
   */
  missing?: string;
  /**
   * When the source answered, by its own clock, ISO 8601 (OAI-PMH's `responseDate`, HTTP's `Date`): what changed after
   * it is asked for by the next listing of changes.
   */
  clock?: string;
  /**
   * Which of several ways through the list it belongs to, where a thing may stand on more than one of them (a list by
   * class): only pages of one way show by equal rows that a list goes round. Absent where there is one.
   */
  way?: string;
  /** Where to go on; null at the end of the listing. */
  next: Cursor | null;
}

/**
 * Listing only what changed, where the wire offers it. Whether the source honours its own filter is for the run to
 * find out: a full listing now and then is held against what the changes had said.
 */
export interface Changes {
  /** Whether this source's wire, as configured, can be asked so. */
  offered(source: HarvestableSource): boolean;
  /** Pages of what changed at or after `since` (ISO 8601, by the source's clock, margin taken off). Throws coded errors. */
  list(context: AdapterContext, since: string, cursor: Cursor | null): AsyncIterable<ListPage>;
}

export interface ProbeReport {
  ok: boolean;
  family: string;
  declared?: number;
  /** The first records, read: what a harvest would hand to the normaliser. */
  statements: Statement[];
  problems: { code: ErrorCode; detail: string }[];
}

export interface Adapter {
  readonly family: string;
  /** Asks for the first page and one detail, and says whether this is the family's wire. Never throws for the source's faults. */
  probe(context: AdapterContext): Promise<ProbeReport>;
  /** Pages in the source's order from `cursor` (the start where null). Throws coded errors. */
  list(context: AdapterContext, cursor: Cursor | null): AsyncIterable<ListPage>;
  /** Whether a listing asks the network at all; true where absent. */
  asks?(source: HarvestableSource): boolean;
  /** Looks at a file of the source's catalogue before it is kept. Absent where none can be handed over. Throws coded errors. */
  receive?(source: HarvestableSource, name: string, body: Uint8Array): Promise<Received>;
  /** Absent where the family's wire has no such filter. */
  readonly changes?: Changes;
  /** The further parts of a row that is not complete. Throws coded errors (`record.*` costs the record only). */
  detail(context: AdapterContext, row: ListedRow): Promise<RawPart[]>;
  /** What the record says. Pure. Throws `record.*` codes. */
  read(source: HarvestableSource, record: RawRecord): Statement;
}
