/** Parsing a list answer: its rows with their ids and signs, and what it tells of the listing. Pure. */

import type { Counts, Wire } from '../../config/declared.ts';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { RawPart } from '../../config/record.ts';
import { notAsDue, textOf } from '../answers/answer.ts';
import { answerFailed, refuseEnvelope } from '../answers/failure.ts';
import type { HttpResponse, ListedRow, UnlistableRow } from '../contract.ts';
import { catalogueOf } from './catalogues.ts';
import { decode, decodeFurther, message, parsed, refuseChallenge, refuseFailure } from './decode.ts';
import { HtmlScope } from './html-scope.ts';
import { at, JsonScope } from './json-scope.ts';
import { type Told, total } from './page.ts';
import { isBlank, pickFirst, type Scope } from './select.ts';
import type { CompiledWire } from './wire.ts';

export interface ParsedPage {
  rows: ListedRow[];
  unlistable: UnlistableRow[];
  told: Told;
}

const LONGEST_ID = 500;

/** `turn`: pages of the walk before this one. Throws `source.*` codes where the answer is not the list. */
export function parseList(response: HttpResponse, compiled: CompiledWire, turn: number): ParsedPage {
  const { wire } = compiled;
  const { answer, paging } = wire.list;
  const text = textOf(response, answer.charset);
  const scope = decode(text, answer.decode, response.url);
  refuseFailure(scope, answer, response.url);
  const stated = counted(scope, paging.rows);
  const found = itemsOf(scope, wire, { turn, stated, url: response.url, text });
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const item of found) {
    try {
      rows.push(rowOf(item, compiled, response.url));
    } catch (error) {
      const { code, detail } = coded(error, 'record.unreadable');
      unlistable.push({ code, detail, text: excerpt(item) });
    }
  }
  const next = pickFirst(scope, paging.next);
  return {
    rows,
    unlistable,
    told: {
      items: found.length,
      rows: stated,
      pages: counted(scope, paging.pages),
      next: isBlank(next) ? undefined : String(next),
    },
  };

  function excerpt(item: Scope): string {
    try {
      return item.text().slice(0, 2000);
    } catch {
      return '';
    }
  }
}

/** A number at its place, or the sum of those that are at theirs. */
function counted(scope: Scope, counts: Counts | undefined): number | undefined {
  if (counts === undefined || Array.isArray(counts)) return total(pickFirst(scope, counts));
  const parts = counts.sum.map((pick) => total(scope.pick(pick))).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0);
}

function itemsOf(
  scope: Scope,
  wire: Wire,
  page: { turn: number; stated: number | undefined; url: string; text: string },
): Scope[] {
  const { items, answer } = wire.list;
  const absent = (what: string): Scope[] => {
    if (page.stated === 0 || (page.turn > 0 && items.absentIsEmpty)) return [];
    const said = message(scope, answer);
    if (said !== '') throw answerFailed(`${page.url}: no list${said}`, said);
    if (scope instanceof JsonScope) refuseEnvelope(scope.value, page.url);
    throw notAsDue('source.shape-changed', page.url, page.text, `: nothing at ${what}`);
  };
  let holder: Scope;
  try {
    holder = decodeFurther(scope, items.decode, page.url);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'source.shape-changed')
      return absent(JSON.stringify(items.decode));
    throw error;
  }
  if (holder instanceof JsonScope) {
    const value = at(holder.value, items.select);
    return Array.isArray(value) ? value.map((item) => new JsonScope(item)) : absent(items.select);
  }
  const found = holder.each(items.select) ?? [];
  if (found.length > 0) return found;
  if (items.within === undefined || holder.each(items.within)?.length === 0) {
    refuseChallenge(page.text, page.url);
    // A page was due; a gateway's JSON in its place is a failure, not a new format.
    if (/^\s*\{/.test(page.text))
      throw new CodedError(
        'source.answer-failed',
        `${page.url}: no page, but ${page.text.trim().slice(0, 200)}`,
      );
    if (items.within !== undefined) return absent(items.within);
  }
  return found;
}

function rowOf(item: Scope, compiled: CompiledWire, url: string): ListedRow {
  const { wire } = compiled;
  const value = pickFirst(item, wire.row.id);
  if (value === undefined || isBlank(value) || typeof value === 'object')
    throw new CodedError('record.no-id', `${url}: a row without an identifier`);
  const own = String(value).trim();
  const id = compiled.name === '' ? own : `${compiled.name}:${own}`;
  if (compiled.name === '' && catalogueOf(compiled, id).one !== compiled)
    throw new CodedError('record.unreadable', `${url}: ${id} is written as one of another catalogue`);
  if (id.length > LONGEST_ID)
    throw new CodedError('record.unreadable', `${url}: an identifier of ${id.length} characters`);
  const html = item instanceof HtmlScope;
  const row: RawPart = {
    role: 'row',
    mediaType: html ? 'text/html' : 'application/json',
    url,
    text: item.text(),
  };
  if (item instanceof JsonScope) parsed.keep(row, item);
  return {
    id,
    row,
    sign: item.sign(html ? compiled.rowSelectors : compiled.rowIgnore),
    complete: Object.keys(wire.parts).length === 0,
  };
}
