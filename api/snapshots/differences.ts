/** Two snapshots side by side, both in the order of ids: what was added, changed and removed. Pure. */

export interface Line {
  id: string;
  /** The entry's record without its date. */
  text: string;
}
export interface Change {
  change: 'added' | 'changed' | 'removed';
  id: string;
}

const DATED = /,"asOf":"[^"]*"\}$/;

export const lineWithDate = (text: string, asOf: string): string => `${text.slice(0, -1)},"asOf":"${asOf}"}`;

export const lineOfText = (dated: string): Line => ({
  id: (JSON.parse(dated) as { id: string }).id,
  text: dated.replace(DATED, '}'),
});

/** The order of both engines: that of the ids' UTF-8 bytes. */
const order = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Tells each line of the later one, and what changed on the way to it. */
export class Differences {
  readonly #before: AsyncIterator<Line>;
  #next: Line | undefined;
  #begun = false;

  constructor(before: AsyncIterator<Line>) {
    this.#before = before;
  }

  async #advance(): Promise<void> {
    const { done, value } = await this.#before.next();
    this.#next = done === true ? undefined : value;
    this.#begun = true;
  }

  async upTo({ id, text }: Line): Promise<Change[]> {
    if (!this.#begun) await this.#advance();
    const changes: Change[] = [];
    while (this.#next !== undefined && order(this.#next.id, id) < 0) {
      changes.push({ change: 'removed', id: this.#next.id });
      await this.#advance();
    }
    if (this.#next?.id !== id) return [...changes, { change: 'added', id }];
    if (this.#next.text !== text) changes.push({ change: 'changed', id });
    await this.#advance();
    return changes;
  }

  /** What the later one has no more, behind its last line. */
  async *rest(): AsyncGenerator<Change> {
    if (!this.#begun) await this.#advance();
    while (this.#next !== undefined) {
      yield { change: 'removed', id: this.#next.id };
      await this.#advance();
    }
  }
}
