/** All rows of the shared samples as entries, platform by platform; a row that is there twice is one entry, as in a harvest. */
import { readdirSync } from 'node:fs';
import { depthOf } from '../../../config/regions.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { type IdentityMember, identityMember } from '../../../normalizer/identity.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { labels, platforms, rows, statement } from '../../normalizer/samples.ts';

type Numbered = [number, ReturnType<typeof rows>[number]];

export interface SampleEntry {
  entry: Entry;
  member: IdentityMember;
  /** `<platform>:<line>` of the rows that are this entry. */
  lines: string[];
}

/** `folder`: the reference material's platforms. Rows without a title are left out. */
export function* sampleEntries(folder: string, only?: ReadonlySet<string>): Generator<SampleEntry> {
  const known = platforms(folder);
  const fieldOf = labels(folder);
  for (const file of readdirSync(`${folder}/samples`).sort()) {
    const from = known.get(file.replace('.jsonl.gz', ''));
    if (from === undefined || (only !== undefined && !only.has(from.id))) continue;
    const repeated = Map.groupBy(rows(folder, from.id).entries(), ([, row]) => JSON.stringify(row));
    for (const [[at, row], ...again] of repeated.values() as Iterable<[Numbered, ...Numbered[]]>) {
      const stated = statement(from.id, row, at + 1, fieldOf);
      if (!stated.fields.title) continue;
      const entry = normalize(from, stated);
      const lines = [at, ...again.map(([other]) => other)].map((each) => `${from.id}:${each + 1}`);
      yield { entry, member: identityMember(entry, depthOf(from.region) ?? 0), lines };
    }
  }
}
