/** One pass over all platforms, in a thread of its own so that nothing remembered from another pass helps it. */
import { readdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { CodedError } from '../../../config/errors/errors.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { forgetCodeValues } from '../../../normalizer/values/code-values.ts';
import { labels, platforms, rows, statement } from '../../normalizer/samples.ts';
import { watchWords } from './aliases.ts';
import { type FieldReading, READ_FIELDS, type ReadField, readingOf } from './reading.ts';

export interface PassData {
  folder: string;
  /** Platform → words that are taken away while it is read. */
  hidden: Record<string, string[]>;
  /** Fewer, to look while tuning. */
  only?: string[];
}

export interface Said extends FieldReading {
  count: number;
  platforms: string[];
}

export interface PassResult {
  rows: number;
  entries: number;
  rejected: Record<string, number>;
  /** Microseconds an entry. */
  cost: number;
  fields: Record<ReadField, Said[]>;
  /** Word of a list → platforms whose values it is used by. */
  words: Record<string, string[]>;
}

const { folder, hidden, only } = workerData as PassData;
const known = platforms(folder);
const fieldOf = labels(folder);
const words = new Map<string, Set<string>>();
let current = '';
let taken: ReadonlySet<string> = new Set();
watchWords(
  (word) => {
    const users = words.get(word);
    if (users === undefined) words.set(word, new Set([current]));
    else users.add(current);
  },
  () => taken,
);

const values = Object.fromEntries(READ_FIELDS.map((field) => [field, new Map<string, Said>()]));
const rejected: Record<string, number> = {};
let count = 0;
let entries = 0;
let spent = 0n;
for (const file of readdirSync(`${folder}/samples`).sort()) {
  const id = /^(.+)\.jsonl\.gz$/.exec(file)?.[1];
  const source = id === undefined ? undefined : known.get(id);
  if (id === undefined || source === undefined || (only !== undefined && !only.includes(id))) continue;
  current = id;
  taken = new Set(hidden[id]);
  forgetCodeValues();
  for (const [line, row] of rows(folder, id).entries()) {
    count += 1;
    const stated = statement(id, row, line, fieldOf);
    const start = process.hrtime.bigint();
    try {
      const entry = normalize(source, stated);
      spent += process.hrtime.bigint() - start;
      entries += 1;
      for (const field of READ_FIELDS) note(field, id, readingOf(entry, field));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      rejected[error.code] = (rejected[error.code] ?? 0) + 1;
    }
  }
}

function note(field: ReadField, platform: string, reading: FieldReading | undefined): void {
  if (reading === undefined) return;
  // The same word may be read otherwise beside other words, or seen from another place.
  const id = `${reading.said}\n${reading.read}\n${reading.understood}`;
  const seen = values[field]?.get(id);
  if (seen === undefined) values[field]?.set(id, { ...reading, count: 1, platforms: [platform] });
  else {
    seen.count += 1;
    if (!seen.platforms.includes(platform)) seen.platforms.push(platform);
  }
}

const result: PassResult = {
  rows: count,
  entries,
  rejected,
  cost: Number(spent) / 1000 / Math.max(entries, 1),
  fields: Object.fromEntries(
    READ_FIELDS.map((field) => [field, [...(values[field]?.values() ?? [])]]),
  ) as PassResult['fields'],
  words: Object.fromEntries([...words].map(([word, users]) => [word, [...users]])),
};
parentPort?.postMessage(result);
