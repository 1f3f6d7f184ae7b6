/** Whether a notice is for a subscription: it asks for it, and its owner may hear it. Pure. */
import { isWithin } from '../../config/regions.ts';
import { type Hearer, KINDS, type Occasion } from '../occasions/kinds.ts';
import type { Notice } from '../occasions/notice.ts';
import type { Subscription } from './subscription.ts';

/** What an owner may hear of: a `source-admin` of its own sources and places alone. */
export interface Right {
  role: Exclude<Hearer, 'anyone'>;
  sources: string[];
  regions: string[];
}

const ADMITS: Record<Hearer, readonly Right['role'][] | null> = {
  anyone: null,
  'source-admin': ['admin', 'source-admin'],
  analyst: ['admin', 'analyst'],
  admin: ['admin'],
};

/** `right`: undefined for whoever has no key. */
export function mayHear(right: Right | undefined, occasion: Occasion): boolean {
  const admitted = ADMITS[KINDS[occasion].for];
  return admitted === null || (right !== undefined && admitted.includes(right.role));
}

/** Whether it is of one of these sources, or of one of these places. */
export const isOf = (
  { source, region }: Pick<Notice, 'source' | 'region'>,
  { sources, regions }: Pick<Right, 'sources' | 'regions'>,
): boolean =>
  (source !== null && sources.includes(source)) ||
  (region !== null && regions.some((place) => isWithin(region, place)));

/** The notice as it is told there, by what was asked for; undefined where it is not for it. */
export function heard(
  notice: Notice,
  subscription: Subscription,
  right: Right | undefined,
): Occasion | undefined {
  const { sources, regions, demands, share } = subscription;
  const occasion = notice.occasions.find((each) => subscription.occasions.includes(each));
  if (occasion === undefined || !mayHear(right, occasion)) return undefined;
  const asked = sources.length + regions.length === 0 || isOf(notice, subscription);
  const narrow = right?.role === 'source-admin' && KINDS[occasion].for !== 'anyone';
  if (!asked || (narrow && !isOf(notice, right))) return undefined;
  if (occasion === 'demand-matched' && demands.length > 0 && !demands.includes(notice.demand ?? ''))
    return undefined;
  if (notice.share !== undefined && !(notice.share.now > share && notice.share.before <= share))
    return undefined;
  return occasion;
}
