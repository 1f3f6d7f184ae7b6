/** Workers killed over a real Elasticsearch, each at a point of its own: nothing lost, nothing doubled. */
import { randomInt } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { elasticsearchService } from '../../services/elasticsearch/service.ts';
import { type FaultyLink, faultyLink, type Verdict } from '../../services/faulty-link.ts';
import { mayOwnRedis } from '../../services/redis/service.ts';
import { inACluster } from '../engines.ts';
import { joinProcesses, slowSources } from './joined-processes.ts';

const service = (await mayOwnRedis()) ? await elasticsearchService() : undefined;
const engine = service && inACluster(service.url);
afterAll(() => engine?.dispose());

/** A request of the worker's, and what becomes of it as its sender dies. */
interface Point {
  name: string;
  is: (path: string, body: string) => boolean;
  fate: Verdict;
}

const bulkOf = (purpose: string) => (path: string, body: string) =>
  path.startsWith('/_bulk') && body.includes(`-${purpose}`);

const POINTS: Point[] = [
  // Of the plan: while it lists.
  { name: 'a look at states', is: (path) => path.includes('-states') && path.includes('_mget'), fate: 'cut' },
  ...(['raw', 'entries', 'states'] as const).flatMap((purpose): Point[] => [
    { name: `a bulk of ${purpose} that does not arrive`, is: bulkOf(purpose), fate: 'cut' },
    { name: `half a bulk of ${purpose}`, is: bulkOf(purpose), fate: 'half' },
    { name: `a bulk of ${purpose} that is done`, is: bulkOf(purpose), fate: 'lose' },
  ]),
  { name: 'the marks, done', is: bulkOf('marks'), fate: 'lose' },
  // Between the batch and its checkpoint.
  { name: 'the checkpoint, not written', is: bulkOf('runs'), fate: 'cut' },
  { name: 'the checkpoint, written', is: bulkOf('runs'), fate: 'lose' },
];

/** Numbers from 0 up to `below`, the same ones for a seed. */
function lottery(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ENDED = /"status":"(succeeded|incomplete|failed)"/;

const WORKERS = 10;
const ROUNDS = 2;

it.skipIf(engine === undefined)(
  'twenty workers killed at random points leave the catalogue of an undisturbed harvest',
  async () => {
    const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
    const draw = lottery(seed);
    const names = Array.from({ length: WORKERS }, (_, at) => `town-${at}`);
    const joined = await joinProcesses(slowSources(names, 60), { engine: engine! });
    const links: FaultyLink[] = [];
    const killed: string[] = [];

    /** A worker by a link of its own, that dies with the n-th request of a kind once it has a run. */
    async function doomed(): Promise<void> {
      const link = await faultyLink(service!.url);
      links.push(link);
      const worker = await joined.begin('worker', { environment: { HUIMU_ELASTICSEARCH_URL: link.url } });
      const point = POINTS[draw(POINTS.length)]!;
      let before = draw(2);
      let written = false;
      link.judge(({ path, body }) => {
        if (worker.child.killed) return 'cut';
        // At the latest where it is about to say that its run has ended.
        const last = bulkOf('runs')(path, body) && ENDED.test(body);
        const there = point.is(path, body) && (written || !bulkOf('runs')(path, body)) && before-- <= 0;
        written ||= bulkOf('marks')(path, body);
        if (!there && !last) return 'pass';
        killed.push(there ? point.name : 'the end, not written');
        worker.child.kill('SIGKILL');
        return there ? point.fate : 'cut';
      });
      await worker.ended;
    }

    try {
      for (const platform of joined.platforms) platform.misbehave({ what: 'slow', ms: 120 });
      const runs = await joined.harvestAll();
      for (let round = 0; round < ROUNDS; round += 1) {
        await Promise.all(names.map(() => doomed()));
      }
      expect(killed).toHaveLength(WORKERS * ROUNDS);
      await joined.begin('worker', { parallel: WORKERS });
      const ended = await Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
      expect(ended.reduce((sum, { resumed }) => sum + resumed, 0)).toBeGreaterThan(WORKERS);
      expect(await joined.faultsOf(ended), `SEED=${seed}: ${killed.join(', ')}`).toEqual([]);
    } catch (error) {
      console.error(`SEED=${seed}, killed at: ${killed.join(', ')}`);
      throw error;
    } finally {
      await joined.close();
      await Promise.all(links.map((link) => link.close()));
    }
  },
  300_000,
);
