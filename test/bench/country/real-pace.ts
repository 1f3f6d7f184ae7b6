/** The largest source at the pace that its row asks for, on a clock that jumps over every wait. */
import { loadSources } from '../../../config/registry/sources.ts';
import { createClients } from '../../../harvester/client/client.ts';
import { createHarvester } from '../../../harvester/control/create.ts';
import { JumpClock } from '../../harvester/client/fixture.ts';
import { generatedThings } from '../../sources/generator.ts';
import { played, recipeOf, startPlatform } from '../../sources/platform.ts';
import { openCatalogue } from '../harvesting.ts';

/** Guangdong: some 60,000 datasets in mid-2024, eight a page, a detail each. */
const LARGEST = 'guangdong';
/** Share of its entries that change in a day. */
const CHANGED = 0.01;

export async function realPace(entries: number): Promise<void> {
  const source = loadSources().find(({ id }) => id === LARGEST);
  if (source?.harvest === undefined) throw new Error(`${LARGEST} cannot be harvested`);
  const things = generatedThings(recipeOf(played(source), 1), entries);
  const platform = await startPlatform(source, things);
  const clock = new JumpClock();
  const clients = createClients({ contact: 'https://huimu.example/', routes: platform.routes, clock });
  const { catalogue, close } = await openCatalogue();
  const { guard } = source.harvest;
  const patient = { ...source.harvest, guard: { ...guard, deadlineMinutes: 100_000 } };
  const control = createHarvester({
    catalogue,
    clients,
    sources: new Map([[source.id, { ...source, harvest: patient }]]),
    parallel: 1,
    defaultSchedule: '0 3 * * *',
    instance: 'bench',
  });
  const { perSecond, concurrency } = source.harvest.pace;
  console.log(
    `${source.title}, ${entries} entries, ${perSecond} requests a second, ${concurrency} at a time`,
  );
  const once = async (name: string): Promise<void> => {
    const from = clock.now();
    const run = await control.ended((await control.start(source.id, { trigger: 'person' })).id);
    const hours = (clock.now() - from) / 3_600_000;
    const { list, detail, other } = run.requests;
    console.log(
      `  ${name}: ${run.status}, ${(list + detail + other).toLocaleString('en-US')} requests (${detail.toLocaleString('en-US')} details), ` +
        `${hours.toFixed(1)} hours; ${run.ledger.added} added, ${run.ledger.updated} updated`,
    );
  };
  try {
    await once('first harvest');
    for (const { id } of things.slice(0, Math.round(entries * CHANGED)))
      platform.mutate.change(id, { modified: '2026-11-27 10:00:00', title: `${id.slice(0, 4)}（更新）` });
    await once(`a day later, ${CHANGED * 100} % changed`);
  } finally {
    await control.close();
    clients.close();
    await platform.close();
    await close();
  }
}
