/**
 * Sessions of pages: a random token in a cookie, its hash in the catalogue, so that any process that serves accepts it
 * and whoever reads the catalogue has no token. A token is good for two hours and is replaced by a new one every quarter
 * of an hour; a session ends twelve hours after its login, with its key, or by logging out.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { coded } from '../../config/errors/errors.ts';
import type { Paper, Papers } from '../../index/people/papers.ts';
import type { Caller } from './caller.ts';
import { hashOf, holderOf } from './keys.ts';

const MINUTE = 60_000;
const LONGEST = 12 * 60 * MINUTE;
const TOKEN_LASTS = 2 * 60 * MINUTE;
const ROTATES_AFTER = 15 * MINUTE;
/** Requests that were under way with the token before. */
const GRACE = MINUTE;

interface KeptSession {
  /** Id of the key; null for the key of the settings. */
  key: string | null;
  /** Of the key of the settings under the token, which is not kept: the session ends when the setting changes. */
  root?: string;
  /** What acts must bear in a header: pages of other sites cannot read it. */
  csrf: string;
  until: string;
  rotatesAt: string;
}

export interface OpenedSession {
  token: string;
  caller: Caller;
}

const rootUnder = (token: string, adminKey: string): string =>
  createHmac('sha256', token).update(adminKey).digest('base64url');

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const sooner = (one: string, other: string): string => (one < other ? one : other);

export interface Sessions {
  open(caller: Caller): Promise<OpenedSession>;
  /** Whose session it is; with a new token where it was time for one. */
  find(token: string): Promise<{ caller: Caller; replaced?: string } | undefined>;
  end(token: string): Promise<void>;
}

export function keepSessions(papers: Papers, adminKey: string | undefined): Sessions {
  async function write(session: Omit<KeptSession, 'root' | 'rotatesAt'>): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const content: KeptSession = { ...session, rotatesAt: later(ROTATES_AFTER) };
    if (session.key === null) content.root = rootUnder(token, adminKey ?? '');
    await papers.putPaper({
      ...{ kind: 'session', id: hashOf(token), order: new Date().toISOString(), version: 0, content },
      ...{ tags: [], expiresAt: sooner(later(TOKEN_LASTS), session.until) },
    });
    return token;
  }

  async function callerOf(
    token: string,
    { key, root, csrf, until }: KeptSession,
  ): Promise<Caller | undefined> {
    const session = { csrf, until };
    if (key !== null) {
      const holder = await holderOf(papers, key);
      return holder && { ...holder, via: 'session', session };
    }
    if (adminKey === undefined || root !== rootUnder(token, adminKey)) return undefined;
    const all = { role: 'admin', sources: [], regions: [] } as const;
    return { by: 'key:admin', key, ...all, sources: [], regions: [], via: 'session', session };
  }

  /** Undefined where another request was quicker. */
  async function replace(paper: Paper<KeptSession>): Promise<string | undefined> {
    const { key, csrf, until } = paper.content;
    try {
      const content = { ...paper.content, rotatesAt: until };
      await papers.putPaper({ ...paper, content, expiresAt: sooner(later(GRACE), until) });
    } catch (error) {
      if (coded(error).code === 'catalogue.conflict') return undefined;
      throw error;
    }
    return write({ key, csrf, until });
  }

  return {
    async open(caller) {
      await papers.dropExpired(new Date().toISOString());
      const session = { csrf: randomBytes(24).toString('base64url'), until: later(LONGEST) };
      const token = await write({ key: caller.key, ...session });
      return { token, caller: { ...caller, via: 'session', session } };
    },
    async find(token) {
      const paper = await papers.paper<KeptSession>('session', hashOf(token));
      if (paper === undefined) return undefined;
      const caller = await callerOf(token, paper.content);
      if (caller === undefined) return undefined;
      const due = paper.content.rotatesAt <= new Date().toISOString();
      const replaced = due ? await replace(paper) : undefined;
      return { caller, ...(replaced !== undefined && { replaced }) };
    },
    end: (token) => papers.dropPaper('session', hashOf(token)),
  };
}
