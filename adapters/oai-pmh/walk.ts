/** One step of an OAI-PMH listing after another: what follows a page, and what follows a token that is refused. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { XmlElement } from '../formats/xml/element.ts';
import { datestampOf, type OaiPage, setsOf } from './parse.ts';
import { type OaiCursor, startAt } from './request.ts';

/** `a` contains `a:b`, by the protocol's hierarchy of sets. */
const contains = (set: string, member: string): boolean => member === set || member.startsWith(`${set}:`);

/** Whether an earlier one of the sets that are gone over has brought this record. */
export const broughtBefore = (record: XmlElement, sets: readonly string[], at: number): boolean =>
  setsOf(record).some((member) => sets.slice(0, at).some((set) => contains(set, member)));

/** The cursor behind a page's records, its token not yet looked at. */
export function passing(from: OaiCursor, page: OaiPage): OaiCursor {
  let { passed, older, last, ordered } = from;
  for (const record of page.records) {
    const date = datestampOf(record);
    if (date === undefined || (last !== null && date < last)) ordered = false;
    else if (last === null || date > last) {
      older = passed;
      last = date;
    }
    passed += 1;
  }
  const total = page.size === undefined ? from.total : from.base + page.size;
  return { ...from, passed, older, last, ordered, total };
}

/**
 * Where to begin anew once a token is refused: at the newest date that went by, where dates came in order, so that all
 * before it is whole; else at the beginning. Throws `source.answer-failed` where that was tried and brought nothing new.
 */
export function anew(from: OaiCursor, url: string, words: string): OaiCursor {
  if (from.begunAnew)
    throw new CodedError('source.answer-failed', `${url}: the resumption token is refused again: ${words}`);
  const start = { ...startAt(from.set, from.origin), prefixed: from.prefixed, begunAnew: true };
  if (!from.ordered || from.last === null) return start;
  const { last, older, total } = from;
  return { ...start, from: last, base: older, passed: older, older, last, total };
}
