/** The public API, asked within the process by the server's own routes: an assistant reads what a page reads. */
import type { InjectOptions } from 'fastify';
import type { ApiServer } from '../routes/route.ts';
import type { ApiError } from '../types.ts';
import { type Asking, type Query, Refused } from './tool.ts';

/** For whom it is asked: their address counts against the limits, and their language is answered in. */
export type OnBehalf = Pick<InjectOptions, 'headers' | 'remoteAddress'>;

const queryOf = (query: Query): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
};

export const askingOf = (server: ApiServer, base: string, caller: OnBehalf): Asking => ({
  base,
  async get(path, query = {}) {
    const answer = await server.inject({ method: 'GET', url: `${path}${queryOf(query)}`, ...caller });
    if (answer.statusCode === 200) return answer.json();
    const { title, detail, hint, faults = [] } = answer.json<Partial<ApiError>>();
    const allowed = faults.map((fault) => `${fault.where}: ${fault.allowed?.join(', ') ?? fault.detail}`);
    throw new Refused([title, detail, hint, ...allowed].filter(Boolean).join('\n'));
  },
});
