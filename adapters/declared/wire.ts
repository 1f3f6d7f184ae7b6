/** The wire of a source, compiled once: its rules, its options and what is looked up again and again. */

import type { Wire } from '../../config/declared.ts';
import { CodedError } from '../../config/errors/errors.ts';
import { resolveWire } from '../../config/families.ts';
import { counters } from '../../config/labels.ts';
import type { RawValue } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Values } from './template.ts';

export interface CompiledWire {
  /** Of a catalogue beside another, what its identifiers begin with; '' for the wire's own. */
  name: string;
  wire: Wire;
  options: Record<string, unknown>;
  /** Keys of a JSON row that are no sign of a change. */
  rowIgnore: ReadonlySet<string>;
  /** Selectors of an HTML row that are no sign of a change. */
  rowSelectors: ReadonlySet<string>;
  /** Keys and labels that are of no use in any part. */
  ignore: ReadonlySet<string>;
  gather: ReadonlySet<string>;
  /** Further catalogues by name. */
  beside: Record<string, CompiledWire>;
}

const compiled = new WeakMap<HarvestableSource, CompiledWire>();

/** Throws `config.invalid` or `config.unknown-family`. */
export function wireOf(source: HarvestableSource): CompiledWire {
  let made = compiled.get(source);
  if (made === undefined) {
    const resolved = resolveWire(source.harvest);
    if (resolved === undefined)
      throw new CodedError(
        'config.unknown-family',
        `${source.id}: harvest.family: there is no family ${source.harvest.family}`,
      );
    const { wire, options, beside } = resolved;
    made = compile(wire, options);
    for (const [name, each] of Object.entries(beside))
      made.beside[name] = { ...compile(each, options), name };
    compiled.set(source, made);
  }
  return made;
}

const compile = (wire: Wire, options: Record<string, unknown>): CompiledWire => ({
  name: '',
  wire,
  options,
  rowIgnore: new Set([...wire.row.ignore, ...wire.ignore, ...counters()]),
  rowSelectors: new Set(wire.row.ignore),
  ignore: new Set([...wire.ignore, ...counters()]),
  gather: new Set(wire.gather),
  beside: {},
});

/** What the placeholders of one request stand for, beside the source's base and options. */
export interface RequestValues {
  paging?: Record<string, unknown>;
  walk?: Record<string, unknown>;
  captured?: Record<string, string>;
  row?: Record<string, RawValue | undefined>;
  id?: string;
}

export function valuesOf(
  source: HarvestableSource,
  options: Record<string, unknown>,
  given: RequestValues,
): Values {
  const { base } = source.harvest;
  return (name) => {
    const dot = name.indexOf('.');
    if (dot > 0) {
      const rest = name.slice(dot + 1);
      switch (name.slice(0, dot)) {
        case 'option':
          return options[rest];
        case 'captured':
          return given.captured?.[rest] ?? options[rest];
        case 'walk':
          return given.walk?.[rest];
        case 'row':
          return given.row?.[rest];
      }
    } else if (name === 'base') return base;
    else if (name === 'origin') return new URL(base).origin;
    else if (name === 'id') return given.id;
    else if (name === 'now') return new Date().toISOString();
    else if (name === 'random') return Math.random();
    else if (['page', 'offset', 'size', 'cursor', 'pages', 'rows'].includes(name))
      return given.paging?.[name];
    throw new CodedError('config.invalid', `${source.id}: there is no placeholder {${name}}`, {
      hint: 'base, origin, now, random, page, offset, size, pages, rows, cursor, id, walk.*, option.*, captured.*, row.*',
    });
  };
}
