/** The catalogues of a platform, and the walks over each: what a listing goes through one after the other. */
import { createHash } from 'node:crypto';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor, RawValue } from '../../config/record.ts';
import { textOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { AdapterContext, HttpClient } from '../contract.ts';
import { decode, refuseChallenge, refuseFailure } from './decode.ts';
import { prelude } from './prelude.ts';
import { requestOf } from './request.ts';
import { isBlank, pickFirst } from './select.ts';
import { type CompiledWire, valuesOf } from './wire.ts';

/** The wire's own catalogue, then those beside it. */
export const cataloguesOf = (compiled: CompiledWire): CompiledWire[] => [
  compiled,
  ...Object.values(compiled.beside),
];

/** The catalogue that an identifier belongs to, and the platform's own identifier there. */
export function catalogueOf(compiled: CompiledWire, id: string): { one: CompiledWire; own: string } {
  const [name] = id.split(':', 1) as [string];
  const one = Object.hasOwn(compiled.beside, name) ? compiled.beside[name] : undefined;
  return one === undefined ? { one: compiled, own: id } : { one, own: id.slice(name.length + 1) };
}

/** Which catalogue a cursor stands in. Throws `listing.cursor-invalid` where there is no such one. */
export function catalogueAt(cursor: Cursor | null, catalogues: number): number {
  const at = cursor?.catalogue ?? 0;
  if (typeof at !== 'number' || !Number.isInteger(at) || at < 0 || at >= catalogues)
    throw new CodedError('listing.cursor-invalid', `there is no catalogue ${JSON.stringify(at)}`);
  return at;
}

export interface Walks {
  each: Record<string, unknown>[];
  /** What tells these walks from others, where a page named them; else null. */
  named: string | null;
}

// The client is the run: a run goes by the walks that it was told first.
const found = new WeakMap<HttpClient, Map<CompiledWire, Walks>>();

/** The walks over a catalogue, asked for once a run where a page names them. Throws `source.*` codes. */
export async function walksOf(context: AdapterContext, compiled: CompiledWire): Promise<Walks> {
  const { walks, walksFrom } = compiled.wire.list;
  if (walksFrom === undefined) return { each: walks, named: null };
  const ofRun = found.get(context.http) ?? new Map<CompiledWire, Walks>();
  found.set(context.http, ofRun);
  const known = ofRun.get(compiled);
  if (known !== undefined) return known;
  const values = valuesOf(context.source, compiled.options, { captured: await prelude(context) });
  const request = requestOf(walksFrom.request, values, context.source.harvest.base);
  const each = await askAndRead(context.http, { ...request, purpose: 'other' }, (answer) => {
    const text = textOf(answer, walksFrom.answer.charset);
    const scope = decode(text, walksFrom.answer.decode, answer.url);
    refuseFailure(scope, walksFrom.answer, answer.url);
    const named = new Map<string, Record<string, RawValue>>();
    for (const item of scope.each(walksFrom.each) ?? []) {
      const entries = Object.entries(walksFrom.values).map(([name, picks]) => [name, pickFirst(item, picks)]);
      // An entry without its values is none: a heading of the tree.
      if (entries.some(([, value]) => isBlank(value as RawValue | undefined))) continue;
      named.set(JSON.stringify(entries), Object.fromEntries(entries) as Record<string, RawValue>);
    }
    if (named.size > 0) return [...named.values()];
    refuseChallenge(text, answer.url);
    throw new CodedError('source.shape-changed', `${answer.url}: no classes at ${walksFrom.each}`);
  });
  const named = createHash('sha256').update(JSON.stringify(each)).digest('hex').slice(0, 16);
  const made = { each, named };
  ofRun.set(compiled, made);
  return made;
}
