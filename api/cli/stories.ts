/** The demonstration's stories: what goes wrong in a second harvest, what is worth watching, and where each is seen. */
import { renewWatch } from '../../index/watch/renew.ts';
import type { Huimu } from '../compose.ts';
import type { Tour } from '../schemas/about.ts';
import { servedBy } from '../watching.ts';
import type { Country, Story } from './country.ts';

/** A way to each story, for the first page. */
export const tourOf = (stories: Story[]): Tour =>
  stories.map(({ words, source, address }) => ({
    label: words,
    address: address ?? `/sources/${source}`,
  }));

/** Harvests again what changes between two harvests, then computes what national staff watch for. */
export async function tellStories(huimu: Huimu, { stories, routes }: Country): Promise<void> {
  for (const { source: id, later } of stories) {
    const base = id === undefined ? undefined : huimu.sources.get(id)?.harvest?.base;
    if (id === undefined || base === undefined || later.length === 0) continue;
    const platform = routes[new URL(base).origin];
    await fetch(`${platform}/-/misbehave/${id}`, { method: 'POST', body: JSON.stringify(later) });
    await huimu.control.ended((await huimu.control.start(id, { trigger: 'demo' })).id);
  }
  await renewWatch(huimu.catalogue, { served: servedBy(huimu.sources), now: Date.now() });
}
