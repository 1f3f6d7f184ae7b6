/** Families said in data: `config/families/*.yaml`, each a declared wire with parameters and named variants. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { placeholderProblems } from './declared/placeholders.ts';
import { Wire } from './declared.ts';
import { CodedError } from './errors/errors.ts';
import type { Harvest } from './registry/source.ts';
import { readYaml } from './text/yaml.ts';

const Tree = z.record(z.string(), z.json());
type Json = z.infer<ReturnType<typeof z.json>>;

const Option = z.strictObject({
  about: z.string(),
  default: z.json().optional(),
  /** A source must give it. */
  required: z.boolean().default(false),
});

/** A preset: a wire, the options its templates use, and variants that change parts of it (null takes a part away). */
export const Family = z.strictObject({
  family: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string(),
  about: z.string(),
  options: z.record(z.string(), Option).default({}),
  wire: Tree,
  variants: z
    .record(
      z.string(),
      z.strictObject({ about: z.string(), options: Tree.default({}), wire: Tree.default({}) }),
    )
    .default({}),
});
export type Family = z.infer<typeof Family>;

/** A wire ready to be spoken, with the values of its options. */
export interface ResolvedWire {
  wire: Wire;
  options: Record<string, Json>;
  /** Further catalogues by name, each a wire of its own. */
  beside: Record<string, Wire>;
}

const folder = fileURLToPath(new URL('families/', import.meta.url));
let known: Map<string, Family> | undefined;

/** The presets by name, read once. Throws `config.invalid` with the file and the path in it. */
export function families(): Map<string, Family> {
  if (known !== undefined) return known;
  const found = new Map<string, Family>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const family = checked(Family, readYaml(folder + file), `config/families/${file}`);
    if (`${family.family}.yaml` !== file)
      throw new CodedError('config.invalid', `config/families/${file}: names itself ${family.family}`);
    found.set(family.family, family);
  }
  known = found;
  return found;
}

/**
 * The wire of a source: the preset of its family, changed by its variant, then by `options.wire`; or, for the
 * family `declared`, `options.wire` alone. Undefined where the family is no preset. Throws `config.invalid`.
 */
export function resolveWire(harvest: Pick<Harvest, 'family' | 'options'>): ResolvedWire | undefined {
  const { variant, wire: own = {}, ...given } = harvest.options;
  const patch = checked(Tree, own, 'harvest.options.wire');
  const values = checked(Tree, given, 'harvest.options');
  if (harvest.family === 'declared') {
    if (variant !== undefined)
      throw new CodedError('config.invalid', 'harvest.options.variant: the family `declared` has none');
    return { ...wiresOf(patch, 'harvest.options.wire', Object.keys(values)), options: values };
  }
  const family = families().get(harvest.family);
  if (family === undefined) return undefined;
  const chosen = variant === undefined ? undefined : family.variants[String(variant)];
  if (variant !== undefined && chosen === undefined)
    throw new CodedError(
      'config.invalid',
      `harvest.options.variant: ${family.family} has no variant ${JSON.stringify(variant)}`,
      { hint: `one of: ${Object.keys(family.variants).join(', ') || 'none'}` },
    );
  const options: Record<string, Json> = {};
  for (const [name, option] of Object.entries(family.options)) {
    const value = values[name] ?? chosen?.options[name] ?? option.default;
    if (value !== undefined) options[name] = value;
    else if (option.required)
      throw new CodedError('config.invalid', `harvest.options.${name}: missing (${option.about})`);
  }
  for (const name of Object.keys(values))
    if (family.options[name] === undefined)
      throw new CodedError('config.invalid', `harvest.options.${name}: ${family.family} has no such option`, {
        hint: `its options: variant, wire, ${Object.keys(family.options).join(', ')}`,
      });
  const tree = merge(merge(family.wire, chosen?.wire ?? {}), patch);
  const where = `wire of ${family.family}${chosen === undefined ? '' : `/${String(variant)}`}`;
  return { ...wiresOf(tree, where, Object.keys(family.options)), options };
}

/** A wire, and those beside it: what each says otherwise, over the wire. */
function wiresOf(tree: Json, where: string, options: string[]): Pick<ResolvedWire, 'wire' | 'beside'> {
  const wire = checkedWire(tree, where, options);
  const beside: Record<string, Wire> = {};
  for (const [name, patch] of Object.entries(wire.beside))
    beside[name] = checkedWire(merge(tree, { ...patch, beside: null }), `${where}.beside.${name}`, options);
  return { wire, beside };
}

function checkedWire(tree: unknown, where: string, options: string[]): Wire {
  const wire = checked(Wire, tree, where);
  const problems = placeholderProblems(wire, options);
  if (problems.length > 0) throw new CodedError('config.invalid', `${where}: ${problems.join('; ')}`);
  return wire;
}

/** Objects are merged key by key, null takes a key away, anything else replaces. */
function merge(base: Json, patch: Json): Json {
  if (!isObject(base) || !isObject(patch)) return patch;
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key] ?? null, value);
  }
  return merged;
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checked<T extends z.ZodType>(schema: T, value: unknown, where: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new CodedError('config.invalid', `${where}: ${problems.join('; ')}`);
}
