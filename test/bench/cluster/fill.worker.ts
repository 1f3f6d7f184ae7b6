/** Makes the documents of some places and sends them, the next body made while the others are on their way. */
import { parentPort, workerData } from 'node:worker_threads';
import { linesOf } from './filled-documents.ts';
import { sharesOf } from './generated.ts';
import { plainWire } from './wire.ts';

export interface FillOrder {
  url: string;
  index: string;
  /** Entries of the whole country. */
  total: number;
  /** This thread's share of the places. */
  thread: number;
  threads: number;
}

const A_BODY = 1_000;
const ON_THEIR_WAY = 3;

const { url, index, total, thread, threads } = workerData as FillOrder;
const wire = plainWire(url);
const path = `/${index}/_bulk?filter_path=errors,items.*.error`;
const onTheirWay = new Set<Promise<void>>();

async function send(body: string): Promise<void> {
  const answer = await wire.send('POST', path, body);
  if (!answer.includes('"errors":false')) throw new Error(answer.toString('utf8').slice(0, 500));
}

async function flush(lines: string[]): Promise<void> {
  if (lines.length === 0) return;
  const sent: Promise<void> = send(lines.join('')).finally(() => onTheirWay.delete(sent));
  onTheirWay.add(sent);
  if (onTheirWay.size >= ON_THEIR_WAY) await Promise.race(onTheirWay);
}

let open: string[] = [];
for (const [at, [place, entries]] of sharesOf(total).entries()) {
  if (at % threads !== thread) continue;
  for (const line of linesOf(place, entries)) {
    open.push(line);
    if (open.length < A_BODY) continue;
    const full = open;
    open = [];
    await flush(full);
    parentPort?.postMessage(full.length);
  }
}
await flush(open);
await Promise.all(onTheirWay);
wire.close();
