/**
 * Resumption tokens (OAI-PMH 2.0 §3.5): they hold all that a list needs to go on, so that any process can take them,
 * after a restart too. A place in the order of changes outlives rebuilds and moves of the catalogue; what changes while
 * a list is gone through moves to its end, so nothing is lost. A token lasts a day.
 */
import { z } from 'zod';
import type { ChangePlace } from '../../../index/port.ts';
import { OaiError } from './error.ts';

export interface Resumption {
  verb: string;
  prefix: string;
  set: string | undefined;
  from: string | undefined;
  until: string | undefined;
  place: ChangePlace;
  /** Records that went by. */
  cursor: number;
  /** Records of the whole list, as counted when it began. */
  total: number;
}

export const LASTS = 24 * 3_600_000;

const text = z.string().max(2_000);
const count = z.int().nonnegative();
const Written = z.tuple([
  z.literal(1),
  text,
  text,
  text.nullable(),
  text.nullable(),
  text.nullable(),
  z.iso.datetime(),
  text,
  count,
  count,
  z.int().nonnegative(),
]);

/** `now`: milliseconds. */
export const tokenOf = (at: Resumption, now: number): string =>
  Buffer.from(
    JSON.stringify([
      ...[1, at.verb, at.prefix, at.set ?? null, at.from ?? null, at.until ?? null],
      ...[at.place.changedAt, at.place.id, at.cursor, at.total, now],
    ]),
  ).toString('base64url');

/** Throws `OaiError`: `badResumptionToken` for what is none of ours, of another verb, or older than it lasts. */
export function resumptionOf(token: string, asked: string, now: number): Resumption {
  let written: unknown;
  try {
    written = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw new OaiError('badResumptionToken', 'The token cannot be read');
  }
  const parsed = Written.safeParse(written);
  if (!parsed.success || parsed.data[1] !== asked)
    throw new OaiError('badResumptionToken', 'The token is not of this list');
  const [, verb, prefix, set, from, until, changedAt, id, cursor, total, made] = parsed.data;
  if (made > now + LASTS || now > made + LASTS)
    throw new OaiError('badResumptionToken', 'The token has expired');
  return {
    ...{ verb, prefix, cursor, total, place: { changedAt, id } },
    ...{ set: set ?? undefined, from: from ?? undefined, until: until ?? undefined },
  };
}
