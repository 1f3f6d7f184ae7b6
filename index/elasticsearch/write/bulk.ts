/**
 * Writes many documents and reads what became of every one. What the cluster is too busy for is tried again, each
 * item by itself; the bytes on the way at one time are bounded for the whole process.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Client, estypes } from '@elastic/elasticsearch';
import { backOff, isPassing, patiently, statusOf } from '../connection.ts';
import type { Purpose } from '../layout/layout.ts';
import { NotNow, type Patience } from './patience.ts';

/** As read: a write over it fails with `conflict` where somebody wrote since, or the index gave way to a new one. */
export interface Version {
  /** The index itself, not its alias: numbers of another index say nothing of this document. */
  index: string;
  seqNo: number;
  primaryTerm: number;
}

export interface Operation {
  purpose: Purpose;
  id: string;
  /** `create` fails where there is one; `delete` needs no document. */
  action: 'create' | 'index' | 'update' | 'delete';
  document?: object;
  over?: Version;
}

export interface Outcome {
  /** `missing`: nothing to update or delete. `refused`: never to be accepted. `unavailable`: patience ran out. */
  state: 'done' | 'conflict' | 'missing' | 'refused' | 'too-large' | 'unavailable';
  version?: Version;
  /** The index takes no more writes: it gives way to another, or is gone. */
  givesWay?: true;
  reason: string;
}

/** UTF-16 units of a request that holds more than one document: small, so that the cluster has many to work at. */
const MAX_LENGTH = 400_000;
const MAX_OPERATIONS = 1_000;
/** Requests on the way at one time. */
const MAX_REQUESTS = 8;

/** Of the answer, what is read: the rest would be half of its text. */
const READ = ['_index', '_seq_no', '_primary_term', 'status', 'error'];
const QUERY = { filter_path: READ.map((field) => `items.*.${field}`).join() };

/** Takes the operations one by one, when their time comes. */
export type Bulk = (operations: Iterable<Operation>) => Promise<Outcome[]>;

interface Item {
  over: Version | undefined;
  lines: string;
  /** Place in what the caller gave. */
  at: number;
}

/** An item as it is kept until it is answered: neither its document nor its text, which may be many. */
interface Packed extends Omit<Item, 'lines'> {
  bytes: Buffer;
}

/** Bytes that a UTF-16 unit takes at most. */
const A_UNIT = 3;
/** Texts are written here first: so nothing is gone through once more to learn how many bytes it takes. */
let desk: Buffer | undefined;

function pack(items: Item[]): Packed[] {
  const most = A_UNIT * items.reduce((sum, { lines }) => sum + lines.length, 0);
  desk ??= Buffer.allocUnsafeSlow(A_UNIT * MAX_LENGTH);
  const written = most <= desk.length ? desk : Buffer.allocUnsafeSlow(most);
  const ends: number[] = [];
  let end = 0;
  for (const { lines } of items) {
    end += written.write(lines, end);
    ends.push(end);
  }
  const body = Buffer.allocUnsafeSlow(end);
  written.copy(body, 0, 0, end);
  return items.map(({ at, over }, place) => ({
    ...{ at, over },
    bytes: body.subarray(ends[place - 1] ?? 0, ends[place]),
  }));
}

/** The bytes of items as they were packed together need not be copied. */
function bodyOf(items: Packed[]): Buffer {
  const { buffer, byteOffset, byteLength } = (items[0] as Packed).bytes;
  let to = byteOffset + byteLength;
  for (const { bytes } of items.slice(1)) {
    if (bytes.buffer !== buffer || bytes.byteOffset !== to)
      return Buffer.concat(items.map((each) => each.bytes));
    to += bytes.byteLength;
  }
  return Buffer.from(buffer, byteOffset, to - byteOffset);
}

function linesOf({ action, id, document, over }: Operation, alias: string): string {
  const target =
    over === undefined
      ? // A name that is no alias yet would become an index of its own.
        { _index: alias, _id: id, require_alias: true }
      : { _index: over.index, _id: id, if_seq_no: over.seqNo, if_primary_term: over.primaryTerm };
  const head = JSON.stringify({ [action]: target });
  if (action === 'delete') return `${head}\n`;
  return `${head}\n${JSON.stringify(action === 'update' ? { doc: document } : document)}\n`;
}

/** An index that is about to give way, or has, to the one built beside it. */
const GIVING_WAY = /^(cluster_block|index_not_found|index_closed)_exception$/;

function outcomeOf(item: estypes.BulkResponseItem, over: Version | undefined): Outcome {
  const { _index: index, status, error, _seq_no: seqNo, _primary_term: primaryTerm } = item;
  if (status < 300 && seqNo !== undefined && primaryTerm !== undefined) {
    return { state: 'done', version: { index, seqNo, primaryTerm }, reason: '' };
  }
  const cause = error?.caused_by?.reason;
  const reason = `${status} ${error?.reason ?? ''}${cause ? `: ${cause}` : ''}`.slice(0, 500);
  const givesWay = ((status === 403 || status === 404) && GIVING_WAY.test(error?.type ?? '')) || undefined;
  if (givesWay) return { state: over === undefined ? 'unavailable' : 'conflict', givesWay, reason };
  if (status === 409) return { state: 'conflict', reason };
  if (status === 404) return { state: 'missing', reason };
  return { state: isPassing(status) ? 'unavailable' : 'refused', reason };
}

/** So many at one time, the others in the order they came. */
function turnstile(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** `givingWay` throws where what gives way gives way to a later program's. */
export function prepareBulk(
  client: Client,
  aliasOf: (purpose: Purpose) => string,
  patience: Patience,
  givingWay: () => Promise<void> = async () => undefined,
): Bulk {
  const inTurn = turnstile(MAX_REQUESTS);

  async function send(items: Packed[], outcomes: Outcome[]): Promise<void> {
    const body = bodyOf(items);
    try {
      const answer = await inTurn(() =>
        patiently(patience, () =>
          client.transport.request<estypes.BulkResponse>({
            method: 'POST',
            path: '/_bulk',
            querystring: QUERY,
            bulkBody: body,
          }),
        ),
      );
      for (const [place, each] of answer.items.entries()) {
        const item = Object.values(each)[0] as estypes.BulkResponseItem;
        const { at, over } = items[place] as Packed;
        outcomes[at] = outcomeOf(item, over);
      }
    } catch (error) {
      const status = statusOf((error as { cause?: unknown }).cause);
      if (status !== 413 && status !== 400) throw error;
      const [first, ...others] = items as [Packed, ...Packed[]];
      if (others.length === 0) {
        const reason = error instanceof Error ? error.message : String(error);
        outcomes[first.at] = { state: status === 413 ? 'too-large' : 'refused', reason };
        return;
      }
      // One of them spoils it for the others: found by halves.
      const middle = Math.ceil(items.length / 2);
      await send(items.slice(0, middle), outcomes);
      await send(items.slice(middle), outcomes);
    }
  }

  async function sendAll(chunks: Iterable<Packed[]>, outcomes: Outcome[]): Promise<void> {
    const sent: Promise<void>[] = [];
    for (const chunk of chunks) {
      const answered = send(chunk, outcomes);
      answered.catch(() => undefined);
      sent.push(answered);
      // It is on its way while the next one is made.
      await turn();
    }
    await Promise.all(sent);
  }

  function* chunksOf(operations: Iterable<Operation>): Iterable<Packed[]> {
    let chunk: Item[] = [];
    let length = 0;
    let at = 0;
    for (const operation of operations) {
      const lines = linesOf(operation, aliasOf(operation.purpose));
      if (chunk.length > 0 && (length + lines.length > MAX_LENGTH || chunk.length === MAX_OPERATIONS)) {
        yield pack(chunk);
        chunk = [];
        length = 0;
      }
      chunk.push({ at, over: operation.over, lines });
      length += lines.length;
      at += 1;
    }
    if (chunk.length > 0) yield pack(chunk);
  }

  return async (operations) => {
    const outcomes: Outcome[] = [];
    const since = Date.now();
    let left: Packed[][] = [];
    function* noted(): Iterable<Packed[]> {
      for (const chunk of chunksOf(operations)) {
        left.push(chunk);
        yield chunk;
      }
    }
    await sendAll(noted(), outcomes);
    const piece = {};
    try {
      for (let attempt = 0; ; attempt += 1) {
        if (left.some((chunk) => chunk.some(({ at }) => outcomes[at]?.givesWay))) await givingWay();
        left = left
          .map((chunk) => chunk.filter(({ at }) => outcomes[at]?.state === 'unavailable'))
          .filter((chunk) => chunk.length > 0);
        const first = left[0]?.[0];
        if (first === undefined && attempt > 0) patience.done(piece);
        if (first === undefined || Date.now() - since >= patience.ms) return outcomes;
        patience.waits(piece, since, new NotNow(outcomes[first.at]?.reason ?? ''));
        await backOff(attempt);
        await sendAll(left, outcomes);
      }
    } finally {
      patience.gaveUp(piece);
    }
  };
}
