/**
 * The resources in parts of a stated size, by when they changed: halves of halves of time, so that a part has an address
 * that needs no memory, and what has not changed since a crawler came stays in a part that has not.
 */
import type { Catalogue } from '../../../index/port.ts';
import type { Span } from '../../../index/query.ts';
import { questionFor } from '../resources.ts';

export interface Window extends Required<Span> {
  count: number;
}

/** Seconds: a part is no narrower, since whole batches change in one instant. */
const NARROWEST = 1_000;

const counted = async (catalogue: Catalogue, from: number, until: number): Promise<Window> => {
  const changed = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  const { resources } = await catalogue.search(questionFor({ sort: 'changed', size: 1, changed }));
  return { ...changed, count: resources };
};

/** Windows that hold something, in order; each of `most` at most, unless more changed within one second. */
export async function windows(catalogue: Catalogue, most: number): Promise<Window[]> {
  const edge = async (sort: 'changed' | 'changed-up'): Promise<number | undefined> => {
    const [hit] = (await catalogue.search(questionFor({ sort, size: 1 }))).hits;
    if (hit === undefined) return undefined;
    const whole = await catalogue.resource(hit.resource);
    return Math.max(...(whole?.offers ?? [hit.lead]).map((each) => Date.parse(each.changedAt)));
  };
  const [first, last] = await Promise.all([edge('changed-up'), edge('changed')]);
  if (first === undefined || last === undefined) return [];
  const start = first - (first % NARROWEST);
  const found: Window[] = [];
  const split = async (from: number, until: number): Promise<void> => {
    const window = await counted(catalogue, from, until);
    if (window.count === 0) return;
    if (window.count <= most || until - from < NARROWEST) {
      found.push(window);
      return;
    }
    const middle = from + Math.ceil((until - from + 1) / 2 / NARROWEST) * NARROWEST;
    await split(from, middle - 1);
    await split(middle, until);
  };
  await split(start, last - (last % NARROWEST) + NARROWEST - 1);
  return found;
}
