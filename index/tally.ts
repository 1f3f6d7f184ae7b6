/** How many records there are of each kind, and a checksum of them that no order, engine or file changes. */
import { hash } from 'node:crypto';
import { ARCHIVE_KINDS, type ArchivedRecord, type ArchiveKind } from './archive/archive.ts';

export interface KindTally {
  count: number;
  /** Sum of the records' SHA-256, modulo 2²⁵⁶, in hexadecimal. */
  checksum: string;
}

export type Tally = Record<ArchiveKind, KindTally>;

/** JSON without spaces, the keys of every object in order: the same text for the same value. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${members.join(',')}}`;
}

const MODULUS = 2n ** 256n;

export class Tallying {
  private readonly counts = new Map<ArchiveKind, number>();
  private readonly sums = new Map<ArchiveKind, bigint>();

  /** `canonical` is the record's canonical JSON, where the caller has it already. */
  add({ kind, record }: ArchivedRecord, canonical = canonicalJson(record)): void {
    const sum = (this.sums.get(kind) ?? 0n) + BigInt(`0x${hash('sha256', canonical, 'hex')}`);
    this.sums.set(kind, sum % MODULUS);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  of(kind: ArchiveKind): KindTally {
    const checksum = (this.sums.get(kind) ?? 0n).toString(16).padStart(64, '0');
    return { count: this.counts.get(kind) ?? 0, checksum };
  }

  all(): Tally {
    return Object.fromEntries(ARCHIVE_KINDS.map((kind) => [kind, this.of(kind)])) as Tally;
  }
}
