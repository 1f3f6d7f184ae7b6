/** One more entry before a question, so that nothing kept from before answers it. */
import type { Catalogue } from '../../index/port.ts';
import { batchOf } from '../index/batches.ts';
import { generatedEntry, type Place, places, seeded } from '../index/generator.ts';

let touched = Date.now();

/** The same entry in all of them, seen by every answer from now on. */
export async function touch(...catalogues: Catalogue[]): Promise<void> {
  const [place] = places() as [Place];
  touched += 1;
  const entry = generatedEntry(place, touched, seeded(touched));
  for (const catalogue of catalogues) {
    await catalogue.write(batchOf([entry], { region: place.region, batch: touched }));
    await catalogue.refresh();
  }
}
