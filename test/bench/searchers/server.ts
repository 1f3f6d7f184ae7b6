/**
 * The real server over a filled folder, in a process of its own: `fork`ed with the folder and the routes to a platform.
 * Says where it listens; told `harvest`, it harvests that platform once and says how the run went; told `spent`, the processor
 * time that it took so far, in µs, and the most memory of its own since it was last told, in bytes (`null` where the system
 * does not say). Ends with its parent.
 */
import { composeHuimu } from '../../../api/compose.ts';
import { listen } from '../../../api/http/listen.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { sharesOf } from '../cluster/generated.ts';
import { watchMemory } from '../memory-of.ts';
import { sourceOf } from '../pages/nights.ts';
import { measuredSource } from '../source.ts';

const [data = '', total = '0', harvested = '', routes = '{}'] = process.argv.slice(2);
const huimu = await composeHuimu(
  {
    ...loadSettings({ environment: {}, folder: data }),
    ...{ data, port: 0, contact: 'http://localhost/bench', logLevel: 'silent' },
    ...{ routes: JSON.parse(routes) as Record<string, string> },
    // All searchers come from one address here, and are many.
    ratePerAddress: 1_000_000,
  },
  {
    rows: [...sharesOf(Number(total)).map(([place]) => sourceOf(place)), measuredSource(harvested)],
    harvests: true,
  },
);
const served = await listen(huimu);
process.send?.({ address: served.address });
const memory = watchMemory();
process.on('message', async (asked) => {
  if (asked === 'spent') {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, own: memory.most() });
    return;
  }
  const run = await huimu.control.ended((await huimu.control.start(harvested, { trigger: 'person' })).id);
  process.send?.({ status: run.status, added: run.ledger.added });
});
process.on('disconnect', async () => {
  memory.end();
  await served.close();
  await huimu.close();
});
