/** The engine of declared wires: one adapter for all platforms whose wires differ in paths and keys only. */

import type { Cursor } from '../../config/record.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { inParts, type Span } from '../paging/in-parts.ts';
import { pastTheEnd } from '../paging/past-the-end.ts';
import { probeByListing } from '../probe.ts';
import { catalogueAt, cataloguesOf, walksOf } from './catalogues.ts';
import { detail } from './detail.ts';
import {
  advance,
  mayFollow,
  missing,
  onward,
  type Position,
  pagingValues,
  plus,
  readCursor,
  START,
  spanOf,
  stated,
  toldInParts,
  writeCursor,
} from './page.ts';
import { type ParsedPage, parseList } from './parse.ts';
import { withCaptured } from './prelude.ts';
import { readRecord } from './reading/read.ts';
import { requestOf } from './request.ts';
import { type CompiledWire, valuesOf, wireOf } from './wire.ts';

/** `family`: `declared`, or the preset whose wires it speaks. */
export function declaredAdapter(family: string): Adapter {
  const asked = { family, list, detail, read: readRecord };
  return { ...asked, probe: (context) => probeByListing(asked, context) };
}

async function* list(context: AdapterContext, cursor: Cursor | null): AsyncGenerator<ListPage> {
  const catalogues = cataloguesOf(wireOf(context.source));
  let start = cursor;
  let before: number | null = 0;
  for (let at = catalogueAt(cursor, catalogues.length); at < catalogues.length; at += 1) {
    const compiled = catalogues[at]!;
    const { paging, disjoint } = compiled.wire.list;
    const { each, named } = await walksOf(context, compiled);
    const walks = each.length;
    const ask = (of: Position): Promise<ParsedPage> => page(context, compiled, each[of.walk]!, of);
    let position: Position | null =
      start === null ? { ...START, catalogue: at, before } : readCursor(start, paging, walks, named);
    start = null;
    let fetched: ParsedPage | null = null;
    while (position !== null) {
      context.signal.throwIfAborted();
      const from: Position = position;
      const here: ParsedPage = fetched ?? (await ask(from));
      const { rows, unlistable, told } = here;
      const more = mayFollow(from, told, paging);
      fetched = more ? await pastTheEnd(here, () => ask(onward(from, told))) : null;
      position = fetched === null ? advance(from, told, paging, walks) : onward(from, told);
      // Totals of walks that may overlap do not add up; those that do are known in the last walk of the last catalogue.
      const overlap = walks > 1 && !disjoint;
      const inAll = overlap ? null : plus(from.before, stated(from, told));
      if (position !== null && position.walk !== from.walk && overlap) position.before = null;
      if (position === null) before = inAll;
      const next =
        position === null && at + 1 < catalogues.length
          ? writeCursor({ ...START, catalogue: at + 1, before }, catalogues[at + 1]!.wire.list.paging)
          : writeCursor(position, paging, named);
      const result: ListPage = { rows, unlistable, next };
      if (inAll !== null && at + 1 === catalogues.length && from.walk + 1 === walks) result.declared = inAll;
      if (walks > 1) result.way = `${compiled.name}.${from.walk}`;
      const several = Math.max(walks, catalogues.length);
      const lacking = missing(from, told, paging, { walk: from.walk, walks: several });
      if (lacking !== undefined)
        result.missing = at === 0 ? lacking : `${lacking}, in the catalogue ${compiled.name}`;
      yield result;
    }
  }
}

async function page(
  context: AdapterContext,
  compiled: CompiledWire,
  walk: Record<string, unknown>,
  position: Position,
): Promise<ParsedPage> {
  const { wire, options } = compiled;
  const { request: template, opening, paging } = wire.list;
  const ask = async (captured: Record<string, string>, span: Span): Promise<ParsedPage> => {
    const values = valuesOf(context.source, options, {
      captured,
      paging: pagingValues(position, paging, span),
      walk,
    });
    const asked = position.turn === 0 && opening !== undefined ? { ...template, url: opening } : template;
    const request = requestOf(asked, values, context.source.harvest.base);
    return askAndRead(context.http, { ...request, purpose: 'list' }, (answer) =>
      parseList(answer, compiled, position.turn),
    );
  };
  const askPart = (span: Span) => withCaptured(context, (captured) => ask(captured, span));
  const whole = spanOf(position, paging);
  if (!partable(wire.list)) return askPart(whole);
  const { rows, unlistable, answers } = await inParts(whole, askPart);
  const parts = answers.map(({ span, page: { told } }) => ({ span, told }));
  const [only] = parts;
  const told =
    only !== undefined && only.span.size === whole.size
      ? only.told
      : toldInParts(parts, rows.length + unlistable.length, paging);
  return { rows, unlistable, told };
}

/** Whether pages of other sizes can be asked for. */
const partable = ({ request, opening, paging }: CompiledWire['wire']['list']): boolean =>
  paging.by !== 'cursor' && opening === undefined && JSON.stringify(request).includes('{size}');
