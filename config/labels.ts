/** The alias table: what the platforms' labels and keys mean, `config/labels.yaml`. */
import { z } from 'zod';
import { CodedError } from './errors/errors.ts';
import { FIELDS, type Field } from './record.ts';
import { readYaml } from './text/yaml.ts';

const Aliases = z.partialRecord(z.enum(FIELDS), z.array(z.string().min(1)));
const Table = z.strictObject({ labels: Aliases, keys: Aliases, counters: z.array(z.string().min(1)) });

/** A field, and how early its alias stands in the table: of two aliases in one record the earlier counts. */
export interface Alias {
  field: Field;
  rank: number;
}

interface Tables {
  labels: Map<string, Alias>;
  keys: Map<string, Alias>;
  counters: ReadonlySet<string>;
}

/** A label as it is compared: full-width forms folded, without blanks and closing colon. */
export const labelForm = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[\s\uFEFF\u200B]+/gu, '')
    .replace(/:+$/u, '');

let loaded: Tables | undefined;

function tables(): Tables {
  if (loaded !== undefined) return loaded;
  const result = Table.safeParse(readYaml(new URL('labels.yaml', import.meta.url)));
  if (!result.success)
    throw new CodedError('config.invalid', `config/labels.yaml: ${z.prettifyError(result.error)}`);
  loaded = {
    labels: indexed(result.data.labels, labelForm),
    keys: indexed(result.data.keys, (key) => key),
    counters: new Set(result.data.counters),
  };
  return loaded;
}

function indexed(aliases: z.infer<typeof Aliases>, form: (alias: string) => string): Map<string, Alias> {
  const index = new Map<string, Alias>();
  for (const [field, names] of Object.entries(aliases) as [Field, string[]][])
    for (const [rank, name] of names.entries()) {
      const other = index.get(form(name));
      if (other !== undefined)
        throw new CodedError(
          'config.invalid',
          `config/labels.yaml: ${name} stands for ${other.field} and for ${field}`,
        );
      index.set(form(name), { field, rank });
    }
  return index;
}

/** What a label on a page stands for, on platforms that say nothing else. */
export const labelAlias = (label: string): Alias | undefined => tables().labels.get(labelForm(label));

/** All labels that stand for a field, as they are compared. */
export const labelsOf = (field: Field): string[] =>
  [...tables().labels].flatMap(([label, alias]) => (alias.field === field ? [label] : []));

/** What a key of a JSON answer stands for, on platforms that say nothing else. */
export const keyAlias = (key: string): Alias | undefined => tables().keys.get(key);

/** Labels and keys that count visitors and the like, on any platform. */
export const counters = (): ReadonlySet<string> => tables().counters;
