/**
 * The real entries of the reference material as statements: each stored label to the field that the material's
 * own table of labels gives it.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { FIELDS, type Field, type RawValue, type Statement } from '../../config/record.ts';
import { findRegion } from '../../config/regions.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';

interface Aliases {
  fields: Record<string, { zhLabels?: { label: string }[]; jsonKeys?: { key: string }[] }>;
}
interface Platform {
  id: string;
  name_zh: string;
  adcode: string | null;
  province: string;
  city: string | null;
  home: string;
  vendorFamily: string | null;
}

const RENAMED: Record<string, Field> = { dataVolume: 'volume' };
/** Keys of one JSON platform (sichuan-aba) whose names the table gives to other fields elsewhere. */
const OVERRIDES: Record<string, Record<string, Field>> = {
  'sichuan-aba': { fieldName: 'theme', dataType: 'formats', subjectBaseName: 'title', label: 'keywords' },
};

export function platforms(folder: string): Map<string, HarvestableSource> {
  const rows = JSON.parse(readFileSync(`${folder}/registry.json`, 'utf8')) as Platform[];
  return new Map(
    rows.map((row) => {
      const region = row.adcode ?? findRegion(row.city ?? row.province)?.code ?? '100000';
      const source = Source.parse({
        id: row.id,
        title: row.name_zh,
        kind: 'open-platform',
        mode: 'opening',
        region,
        home: row.home || 'https://example.org/',
        harvest: { family: row.vendorFamily ?? 'declared', base: 'https://example.org' },
      });
      return [row.id, source as HarvestableSource];
    }),
  );
}

export function labels(folder: string): Map<string, Field> {
  const aliases = JSON.parse(readFileSync(`${folder}/field-aliases.json`, 'utf8')) as Aliases;
  const map = new Map<string, Field>();
  for (const [name, { zhLabels = [], jsonKeys = [] }] of Object.entries(aliases.fields)) {
    const field = RENAMED[name] ?? (FIELDS as readonly string[]).find((each) => each === name);
    if (field === undefined) continue;
    for (const label of [...zhLabels.map((each) => each.label), ...jsonKeys.map((each) => each.key)]) {
      if (!map.has(label)) map.set(label, field as Field);
    }
  }
  map.set('url', 'landingPage');
  return map;
}

export function rows(folder: string, id: string): Record<string, RawValue>[] {
  return gunzipSync(readFileSync(`${folder}/samples/${id}.jsonl.gz`))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, RawValue>);
}

const NATIVE = /([0-9a-f]{32})(?:[/?]|$)/i;

export function statement(
  id: string,
  row: Record<string, RawValue>,
  line: number,
  fieldOf: Map<string, Field>,
): Statement {
  const made: Statement = { id: String(line), fields: {}, distributions: [], dataItems: [], unmapped: {} };
  for (const [label, value] of Object.entries(row)) {
    const field = OVERRIDES[id]?.[label] ?? fieldOf.get(label);
    if (field === undefined || field in made.fields) made.unmapped[label] = value;
    else made.fields[field] = value;
  }
  const native = NATIVE.exec(String(made.fields.landingPage ?? ''))?.[1];
  if (native !== undefined) made.nativeId = `oportal/${native.toLowerCase()}`;
  return made;
}
