/** What asking addresses of entries showed, kept beside the entries: an entry does not change by it. */
import { hash } from 'node:crypto';
import type { LinkRole, LinkState } from '../../normalizer/quality/links.ts';

export interface LinkCheck {
  /** `linkCheckId`: one for an address of an entry. */
  id: string;
  /** Of the entry. */
  entry: string;
  source: string;
  url: string;
  role: LinkRole;
  state: LinkState;
  /** Status code of the last answer; null where none came. */
  status: number | null;
  /** What was found, in a line. */
  detail: string;
  /** When it was asked last, and since when it is so. ISO 8601. */
  at: string;
  since: string;
}

export const linkCheckId = (entry: string, url: string): string =>
  `${entry}#${hash('sha256', url, 'base64url').slice(0, 27)}`;

/** Part of the catalogue port. */
export interface LinkChecks {
  /** Keeps them over earlier ones of the same address. */
  keepLinkChecks(checks: LinkCheck[]): Promise<void>;
  dropLinkChecks(ids: string[]): Promise<void>;
  /** Of an entry, by address. */
  linkChecks(entry: string): Promise<LinkCheck[]>;
  /** Of a source, or of all, in the order of their ids, in pages. */
  allLinkChecks(source?: string): AsyncIterable<LinkCheck[]>;
}
