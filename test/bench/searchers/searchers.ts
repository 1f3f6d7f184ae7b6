/** Many who search at once: each types, sees suggestions, asks, reads, and opens what is found; then asks the next. */
import { setTimeout as pause } from 'node:timers/promises';
import { generatedEntry, type Place, seeded } from '../../index/generator.ts';

export const KINDS = ['suggest', 'search', 'resource'] as const;
export type Kind = (typeof KINDS)[number];

export interface Answered {
  kind: Kind;
  ms: number;
  /** 0 where there was none. */
  status: number;
}

export interface Searching {
  address: string;
  searchers: number;
  /** How long each reads between two askings, ms, on the average. */
  reads: number;
  /** From then on nobody asks anything more. */
  until: AbortSignal;
}

/** Every answer that any of them got; resolves when all have gone. */
export async function search({ address, searchers, reads, until }: Searching): Promise<Answered[]> {
  const answers: Answered[] = [];
  const ask = async <T>(kind: Kind, path: string): Promise<T | undefined> => {
    const began = performance.now();
    try {
      const answer = await fetch(`${address}/api/v1/${path}`);
      const body = (await answer.json()) as T;
      answers.push({ kind, ms: performance.now() - began, status: answer.status });
      return answer.ok ? body : undefined;
    } catch {
      answers.push({ kind, ms: performance.now() - began, status: 0 });
      return undefined;
    }
  };
  const one = async (who: number): Promise<void> => {
    const random = seeded(who);
    const rest = () => (reads === 0 ? undefined : pause(reads * 2 * random()));
    await rest();
    for (let at = 0; !until.aborted; at += 1) {
      const words = wordsOf(who, at);
      await ask('suggest', `suggest?q=${encodeURIComponent(words.slice(0, 2))}`);
      await ask('suggest', `suggest?q=${encodeURIComponent(words.slice(0, 4))}`);
      const found = await ask<{ hits: { resource: string }[] }>(
        'search',
        `search?q=${encodeURIComponent(words)}&facets=province&facets=theme&facets=format&facets=openness&facets=mode`,
      );
      await rest();
      const [hit] = found?.hits ?? [];
      if (hit !== undefined && !until.aborted) await ask('resource', `resources/${hit.resource}`);
      await rest();
    }
  };
  await Promise.all(Array.from({ length: searchers }, (_, who) => one(who)));
  return answers;
}

const NOWHERE: Place = { source: 'nowhere', region: '110000' };

/** What titles of the catalogue are made of, without the year: nobody asks what another just asked. */
const wordsOf = (who: number, at: number): string =>
  generatedEntry(NOWHERE, at, seeded(who * 10_007 + at)).title.replace(/（.*$/, '');
