/** The demonstration's stories: what happens after the harvest of the whole country, and where each is seen. */
import { countDemands } from '../../../index/people/demands.ts';
import { renewWatch } from '../../../index/watch/renew.ts';
import type { Huimu } from '../../compose.ts';
import type { Tour } from '../../schemas/about.ts';
import { servedBy } from '../../watching.ts';
import type { Country, Story } from './country.ts';
import type { Visitor } from './visitor.ts';

/** Harvests again what changes between two harvests, leaves the demands, and computes what national staff watch for. */
export async function tellStories(huimu: Huimu, country: Country, visitor: Visitor): Promise<Tour> {
  const { stories, tell } = country;
  for (const { source, later } of stories) {
    if (source === undefined || later.length === 0) continue;
    await tell(source, 'misbehave', later);
    await huimu.control.ended((await huimu.control.start(source, { trigger: 'demo' })).id);
  }
  await renewWatch(huimu.catalogue, { served: servedBy(huimu.sources), now: Date.now() });
  await huimu.catalogue.refresh();
  const isKept = (await countDemands(huimu.catalogue, {})) > 0;
  for (const { demands } of isKept ? [] : stories) for (const demand of demands) await visitor.demand(demand);
  const tour: Tour = [];
  for (const story of stories) {
    tour.push({ label: story.words, sees: story.sees, address: await addressOf(story, huimu, visitor) });
  }
  return tour;
}

async function addressOf(
  { source = '', address, title }: Story,
  { catalogue }: Huimu,
  visitor: Visitor,
): Promise<string> {
  if (title !== undefined) return `/resources/${encodeURIComponent(await visitor.resource(title))}`;
  if (address === undefined) return `/sources/${source}`;
  if (!address.includes('{run}')) return address;
  return address.replace('{run}', (await catalogue.getSourceState(source))?.lastRun ?? '');
}
