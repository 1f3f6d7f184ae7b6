/**
 * Which entries denote the same thing. Pure and independent of order: the catalogue brings all members that
 * are connected by shared keys, and writes down the groups that come back.
 */
import type { Kind } from './entry.ts';

/** What identity looks at of an entry; engines keep it beside the entry. */
export interface IdentityMember {
  /** Entry id. */
  id: string;
  /** Two entries with a key in common may denote the same thing; `resolve` has the last word. */
  keys: string[];
  /** Administrative depth of the source's region: 0 country, 1 province, 2 city, 3 county. */
  depth: number;
  kind: Kind;
}

/** Entries that denote one thing: the lead stands for it in search, the others are its further offers. */
export interface ResourceGroup {
  /** Made of the group's keys, never of who came first. */
  id: string;
  lead: string;
  /** The lead first, then by id. */
  members: string[];
}
