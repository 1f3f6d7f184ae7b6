/** A source as an item of a file of sources: what the schema fills in by itself is left out. */
import { isDeepStrictEqual } from 'node:util';
import { yaml } from '../text/yaml.ts';
import { Harvest, type Source } from './source.ts';

/** YAML, a list of one row. */
export function rowText({ paused: _, harvest, evidence, ...row }: Source): string {
  const said = {
    ...row,
    ...(evidence.length > 0 && { evidence }),
    ...(harvest !== undefined && { harvest: beyondDefaults(harvest) }),
  };
  return yaml().stringify([said], { lineWidth: 0, aliasDuplicateObjects: false });
}

function beyondDefaults(harvest: Harvest): object {
  const { family, base } = harvest;
  const plain = Harvest.safeParse({ family, base, options: harvest.options }).data ?? {};
  return {
    family,
    ...(base !== '' && { base }),
    ...beyond(harvest, { ...plain, options: {} }),
  };
}

function beyond(value: object, plain: object): object {
  const known = plain as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
      if (isDeepStrictEqual(each, known[name])) return [];
      const inner = known[name];
      const nested = isMap(each) && isMap(inner) ? beyond(each, inner) : each;
      return [[name, nested]];
    }),
  );
}

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
