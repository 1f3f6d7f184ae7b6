/**
 * Keys that were made here. Of a key the catalogue keeps a SHA-256, which is enough and no less than a slow hash would
 * be: its secret is 256 random bits and not a word that somebody chose, so nobody can try them all, and each request
 * is checked anew, so that a revoked key is refused at once.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { CodedError } from '../../config/errors/errors.ts';
import type { Paper, Papers } from '../../index/people/papers.ts';
import type { Caller, Scope } from './caller.ts';

export interface KeptKey extends Scope {
  /** What people call it: whose it is, what for. */
  name: string;
  /** SHA-256 of the secret, base64url. */
  hash: string;
  madeAt: string;
  madeBy: string;
  revokedAt: string | null;
  revokedBy: string | null;
}

/** What may be shown of a key. */
export type ShownKey = Omit<KeptKey, 'hash'> & { id: string; expiresAt: string | null };

export interface WantedKey extends Scope {
  name: string;
  expiresAt: string | null;
}

const SHAPE = /^hm_([a-z0-9]{10})_([\w-]{43})$/;
/** Keys in all, revoked ones among them. */
const MOST = 10_000;

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A name that nothing else has, for people to tell keys by: 50 random bits. */
const newId = (): string =>
  [...randomBytes(10)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');

const shown = ({ id, expiresAt, content: { hash: _, ...rest } }: Paper<KeptKey>): ShownKey => ({
  id,
  ...rest,
  expiresAt,
});

export const nameOfKey = (id: string, name: string): string => `key:${id} ${name}`;

/** The key is in the answer and nowhere else. */
export async function makeKey(
  papers: Papers,
  { name, role, sources, regions, expiresAt }: WantedKey,
  by: string,
): Promise<{ key: string; shown: ShownKey }> {
  if ((await papers.countPapers('key', [])) >= MOST) {
    throw new CodedError('request.invalid', `${MOST} keys / 密钥过多`);
  }
  const [id, secret] = [newId(), randomBytes(32).toString('base64url')];
  const madeAt = new Date().toISOString();
  const content: KeptKey = {
    ...{ name, role, sources, regions, hash: hashOf(secret) },
    ...{ madeAt, madeBy: by, revokedAt: null, revokedBy: null },
  };
  const paper: Paper<KeptKey> = {
    ...{ kind: 'key', id, order: madeAt, tags: [], expiresAt, version: 0, content },
  };
  await papers.putPaper(paper);
  return { key: `hm_${id}_${secret}`, shown: shown(paper) };
}

export async function listKeys(papers: Papers): Promise<ShownKey[]> {
  return (await papers.papers<KeptKey>('key', [], MOST)).items.map(shown);
}

/** It stays in the list, so that the audit log can be read. Again leaves the same. Throws `key.unknown`. */
export async function revokeKey(papers: Papers, id: string, by: string): Promise<ShownKey> {
  const paper = await papers.paper<KeptKey>('key', id);
  if (paper === undefined) throw new CodedError('key.unknown', id);
  if (paper.content.revokedAt !== null) return shown(paper);
  const content = { ...paper.content, revokedAt: new Date().toISOString(), revokedBy: by };
  await papers.putPaper({ ...paper, content });
  return shown({ ...paper, content });
}

/** Who has the key of that id, where it is still good. */
export async function holderOf(papers: Papers, id: string): Promise<Omit<Caller, 'via'> | undefined> {
  const paper = await papers.paper<KeptKey>('key', id);
  if (paper === undefined || paper.content.revokedAt !== null) return undefined;
  const { name, role, sources, regions } = paper.content;
  return { by: nameOfKey(id, name), key: id, role, sources, regions };
}

/** Who shows the key; undefined where it is none, or not good any more. */
export async function callerOfKey(papers: Papers, token: string): Promise<Omit<Caller, 'via'> | undefined> {
  const [, id, secret] = SHAPE.exec(token) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const paper = await papers.paper<KeptKey>('key', id);
  if (paper === undefined) return undefined;
  const [given, kept] = [Buffer.from(hashOf(secret)), Buffer.from(paper.content.hash)];
  return timingSafeEqual(given, kept) ? holderOf(papers, id) : undefined;
}
