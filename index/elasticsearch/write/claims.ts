/**
 * What writers owe each other who cannot lock. Who takes a key writes it down first and the entry that bears it last;
 * whoever finds a holder that is not written yet looks until it is, for so long and no longer. So a writer that was the
 * first under its keys, and quick, knows that everybody after it has seen its entries; a slower one looks again.
 */
import { keepNewest } from '../../newest.ts';
import type { Version } from './bulk.ts';

/** Keys of which is remembered what was waited for. */
const KEPT = 10_000;

interface Unwritten {
  /** Of the key's document: a holder that came with another one is another claim. */
  version: Version;
  /** By entry id, when it was first found not to be there. */
  since: Map<string, number>;
}

const isSame = (left: Version | undefined, right: Version | undefined): boolean =>
  left?.seqNo === right?.seqNo && left?.index === right?.index;

/** The holders that this process has waited for: nobody waits twice for what a crashed writer left. */
export class Claims {
  readonly time: number;
  private readonly unwritten = new Map<string, Unwritten>();

  /** `time`: milliseconds that an entry is waited for whose keys are taken; its writer trusts in half of them. */
  constructor(time: number) {
    this.time = time;
  }

  /** Whether the holder, which was not there at `now` or later, may still come. */
  mayCome(key: string, version: Version | undefined, id: string, now: number): boolean {
    if (version === undefined) return false;
    let known = this.unwritten.get(key);
    if (known === undefined || !isSame(known.version, version)) known = { version, since: new Map() };
    keepNewest(this.unwritten, key, known, KEPT);
    const since = known.since.get(id);
    // Counted from after the look that missed it.
    if (since === undefined) known.since.set(id, performance.now());
    return since === undefined || now - since < this.time;
  }

  /** The key's document was written over by this process, nobody between: its holders are the same claims. */
  follow(key: string, before: Version | undefined, after: Version | undefined): void {
    const known = this.unwritten.get(key);
    if (known === undefined || after === undefined || !isSame(known.version, before)) return;
    known.version = after;
  }
}

/** How long something took, by the clock that runs longer: one stands still while the machine sleeps. */
export function stopwatch(): () => number {
  const [steady, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - steady, Date.now() - wall);
}
