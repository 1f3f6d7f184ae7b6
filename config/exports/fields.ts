/** The table of what an exported entry has (`fields.yaml`), checked. */
import { z } from 'zod';
import { readYaml } from '../text/yaml.ts';
import type { Label } from '../words.ts';

const TYPES = ['text', 'integer', 'number', 'flag', 'date', 'instant', 'count', 'nested'] as const;

export interface Column {
  /** Head in files for programs; the same in every language. */
  name: string;
  /** Where the record has it: `publisher.name`, `themes[].code`. */
  path: string;
  /** `count`: how many the list has. `date`: as precise as it is stated. `nested`: not in flat files. */
  type: (typeof TYPES)[number];
  head: Label;
  meaning: Label;
}

const text = z.string().min(1);
const Rows = z.array(z.tuple([text, text, z.enum(TYPES), text, text, text, text]));

export const EXPORT_FIELDS: Column[] = Rows.parse(readYaml(new URL('./fields.yaml', import.meta.url))).map(
  ([name, path, type, zh, en, zhMeaning, enMeaning]) => ({
    name,
    path,
    type,
    head: { zh, en },
    meaning: { zh: zhMeaning, en: enMeaning },
  }),
);
