/** The reference rows as the normaliser makes entries of them, with the lines of each, for the judged queries. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { keyAlias, labelAlias } from '../../config/labels.ts';
import type { Field, RawValue, Statement } from '../../config/record.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';

export interface SampleEntry {
  entry: Entry;
  /** GB/T 2260 code of the platform's place. */
  region: string;
  /** `platform:line` of every row that is this entry. */
  rows: string[];
}

interface RegistryRow {
  id: string;
  name_zh: string;
  adcode: string;
  home: string;
}

/** Catalogue ids that the vendor's product gives on every host that carries the entry. */
const NATIVE_ID = /\/catalog\/([0-9a-f]{32})$/;

function statementOf(text: string): Statement {
  const row = JSON.parse(text) as Record<string, RawValue>;
  const fields: Partial<Record<Field, RawValue>> = {};
  const ranks: Partial<Record<Field, number>> = {};
  for (const [label, value] of Object.entries(row)) {
    const alias = labelAlias(label) ?? keyAlias(label);
    if (alias === undefined || (ranks[alias.field] ?? Number.POSITIVE_INFINITY) <= alias.rank) continue;
    fields[alias.field] = value;
    ranks[alias.field] = alias.rank;
  }
  const page = String(fields.landingPage ?? '');
  const native = NATIVE_ID.exec(page)?.[1];
  return {
    // Some platforms' rows bear one address for all; a row that comes twice is one entry.
    id: native ?? hash('sha256', text),
    fields,
    distributions: [],
    dataItems: [],
    unmapped: {},
    ...(native === undefined ? {} : { nativeId: `odweb/${native}` }),
  };
}

/** All entries of one platform's sample, by its registry id. */
export function sampleEntries(folder: string, platform: string): SampleEntry[] {
  const registry = JSON.parse(readFileSync(`${folder}/registry.json`, 'utf8')) as RegistryRow[];
  const place = registry.find(({ id }) => id === platform) as RegistryRow;
  const source = Source.parse({
    id: platform,
    title: place.name_zh,
    kind: 'open-platform',
    mode: 'opening',
    region: place.adcode,
    home: place.home,
    harvest: { family: 'declared', base: new URL(place.home).origin },
  }) as HarvestableSource;
  const lines = gunzipSync(readFileSync(`${folder}/samples/${platform}.jsonl.gz`))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  const entries = new Map<string, SampleEntry>();
  for (const [at, line] of lines.entries()) {
    const name = `${platform}:${at + 1}`;
    const statement = statementOf(line);
    const known = entries.get(statement.id);
    if (known !== undefined) known.rows.push(name);
    else if (statement.fields.title !== undefined && String(statement.fields.title).trim() !== '') {
      entries.set(statement.id, { entry: normalize(source, statement), region: place.adcode, rows: [name] });
    }
  }
  return [...entries.values()];
}
