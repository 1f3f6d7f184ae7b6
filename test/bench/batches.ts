/** Batches kept on disk between a harvest and the raw rate of the very same ones, so that they take no memory. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Batch } from '../../index/port.ts';

export class KeptBatches {
  readonly #folder = mkdtempSync(join(tmpdir(), 'huimu-batches-'));
  #count = 0;

  keep(batch: Batch): void {
    writeFileSync(this.#file(this.#count), serialize(batch));
    this.#count += 1;
  }

  *[Symbol.iterator](): Generator<Batch> {
    for (let at = 0; at < this.#count; at += 1) yield deserialize(readFileSync(this.#file(at))) as Batch;
  }

  drop(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #file(at: number): string {
    return join(this.#folder, String(at));
  }
}
