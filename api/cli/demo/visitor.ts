/** Somebody who comes to the demonstration's pages and uses its API: leaves demands, answers them, looks for a title. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { ApiDemand, ApiSearchResult } from '../../types.ts';
import type { Story } from './country.ts';

export interface Visitor {
  demand(demand: Story['demands'][number]): Promise<void>;
  /** Id of the resource of that title. Throws `resource.not-found`. */
  resource(title: string): Promise<string>;
}

/** `key`: the administrator's, where there is one; else this machine may answer demands. */
export function visitorOf(address: string, key: string | undefined): Visitor {
  const ask = async <T>(path: string, method = 'GET', body?: object): Promise<T> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      throw new CodedError('internal', `${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const visitor: Visitor = {
    async demand({ answer, ...left }) {
      const { id } = await ask<ApiDemand>('/demands', 'POST', left);
      if (answer === undefined) return;
      const { title, text } = answer;
      const resource = await visitor.resource(title);
      await ask(`/demands/${id}/answer`, 'PUT', { state: 'answered', resource, text });
    },
    async resource(title) {
      const { hits } = await ask<ApiSearchResult>(`/search?q=${encodeURIComponent(title)}&size=20`);
      const hit = hits.find(({ lead }) => lead.title === title);
      if (hit === undefined) throw new CodedError('resource.not-found', title);
      return hit.resource;
    },
  };
  return visitor;
}
