/** What asking an address showed, and what it says of the record. The asking is the harvester's. */
import type { Entry } from '../entry.ts';

/**
 * `works`. `gone`: 404, 410. `not-a-file`: a page where a file is said to be. `down`: no answer, 5xx. `inside`: it leads into
 * a private network. `blocked`: it may well work for people (401, 403, 412, 429, a firewall's page, robots.txt). `unclear`:
 * any other answer.
 */
export const LINK_STATES = ['works', 'gone', 'not-a-file', 'down', 'inside', 'blocked', 'unclear'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** What an address is for in its entry. */
export const LINK_ROLES = ['download', 'access', 'landing'] as const;
export type LinkRole = (typeof LINK_ROLES)[number];

/** An address of an entry as it was last asked. */
export interface Checked {
  url: string;
  state: LinkState;
}

const FAILS: ReadonlySet<LinkState> = new Set(['gone', 'not-a-file', 'down', 'inside']);

/** The address does not give what the record says; of what is blocked or unclear nothing is said. */
export const fails = (state: LinkState): boolean => FAILS.has(state);

export interface Link {
  url: string;
  role: LinkRole;
  /** Of the file that is said to be there. */
  format?: string;
}

const WEB = /^https?:\/\//i;

/** The addresses of an entry, each once, what gives the data first. */
export function linksOf({ distributions, landingPage }: Entry): Link[] {
  const links = new Map<string, Link>();
  const add = (url: string | undefined, role: LinkRole, format?: string): void => {
    if (url === undefined || !WEB.test(url) || links.has(url)) return;
    links.set(url, { url, role, ...(format === undefined ? {} : { format }) });
  };
  for (const { downloadUrl, format } of distributions) add(downloadUrl, 'download', format);
  for (const { accessUrl, format } of distributions) add(accessUrl, 'access', format);
  add(landingPage, 'landing');
  return [...links.values()];
}
