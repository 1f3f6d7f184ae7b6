/** Runs over a link to Elasticsearch that is refused, loses or hangs, and with a record that it never takes. */
import { randomInt } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { afterAll, describe, expect, it } from 'vitest';
import { elasticsearchService } from '../../services/elasticsearch/service.ts';
import { type FaultyLink, faultyLink, type Verdict } from '../../services/faulty-link.ts';
import { mayOwnRedis } from '../../services/redis/service.ts';
import { generatedThings } from '../../sources/generator.ts';
import { played, recipeOf } from '../../sources/platform.ts';
import { inACluster } from '../engines.ts';
import { testSource } from '../rig.ts';
import { joinProcesses, slowSources } from './joined-processes.ts';

const service = (await mayOwnRedis()) ? await elasticsearchService() : undefined;
const engine = service && inACluster(service.url);
afterAll(() => engine?.dispose());

const busy = {
  type: 'es_rejected_execution_exception',
  reason: 'rejected execution of coordinating operation',
};

/** A bulk as a whole, or its items one by one, refused at random by a cluster that has had enough. */
function storm(path: string, body: string): Verdict {
  if (!path.startsWith('/_bulk')) return 'pass';
  const lot = randomInt(4);
  if (lot > 1) return lot === 2 ? 'pass' : 'lose';
  if (lot === 0) return { status: 429, body: { error: busy, status: 429 } };
  const actions = body.split('\n').filter((line) => /^{"(index|create|update|delete)":/.test(line));
  const items = actions.map((line) => ({
    [Object.keys(JSON.parse(line) as object)[0] as string]: { status: 429, error: busy },
  }));
  return { status: 200, body: { took: 1, errors: true, items } };
}

describe.skipIf(engine === undefined).concurrent('a run over a cluster', () => {
  /** Two workers over one bad link, which is good again after `ms`. */
  async function over(judge: (asked: { path: string; body: string }) => Verdict, ms: number) {
    const link: FaultyLink = await faultyLink(service!.url);
    const joined = await joinProcesses(slowSources(['east', 'west'], 60), { engine: engine! });
    let struck = 0;
    try {
      for (const platform of joined.platforms) platform.misbehave({ what: 'slow', ms: 150 });
      const environment = { HUIMU_ELASTICSEARCH_URL: link.url };
      await Promise.all([joined.begin('worker', { environment }), joined.begin('worker', { environment })]);
      const runs = await joined.harvestAll();
      await Promise.all(runs.map((run) => joined.listed(run, 5)));
      const until = Date.now() + ms;
      link.judge((asked) => {
        const verdict = Date.now() < until ? judge(asked) : 'pass';
        if (verdict !== 'pass') struck += 1;
        return verdict;
      });
      const ended = await Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
      expect(struck).toBeGreaterThan(0);
      expect(ended.map(({ resumed }) => resumed)).toEqual([0, 0]);
      expect(await joined.faultsOf(ended)).toEqual([]);
    } finally {
      await joined.close();
      await link.close();
    }
  }

  it(
    'waits out a storm of refusals, with answers lost among them',
    () => over(({ path, body }) => storm(path, body), 10_000),
    300_000,
  );

  it(
    'waits out a network that takes requests and answers none, whether they arrived or not',
    () => over(() => (randomInt(2) === 0 ? 'hang' : 'mute'), 5_000),
    300_000,
  );

  it('loses the one record that Elasticsearch refuses, by name, and no other', async () => {
    const source = testSource('poisoned');
    const things = generatedThings(recipeOf(played(source), 7), 60);
    things[30] = { ...things[30]!, description: '毒'.repeat(12_000) };
    const joined = await joinProcesses([{ source, things }], { engine: engine! });
    const { catalogue, control } = joined.huimu;
    const client = new Client({ node: service!.url });
    try {
      // What harvests refuse themselves does not come so far: here terms of more than 32,766 bytes may not be.
      const index = `${joined.huimu.settings.elasticsearchPrefix}-entries*`;
      await client.indices.putMapping({ index, properties: { doc: { type: 'keyword' } } });
      await joined.begin('worker');
      const [run] = await joined.harvestAll();
      const ended = await control.ended(run!.id);
      expect(ended).toMatchObject({
        status: 'succeeded',
        ledger: { listed: 60, added: 59, indexed: 59, rejected: { 'record.invalid': 1 } },
      });
      const { items } = await catalogue.rejections(run!.id, 10);
      expect(items.map(({ localId, code }) => [localId, code])).toEqual([[things[30]?.id, 'record.invalid']]);
      expect(items[0]?.detail).toMatch(/failed to parse field \[doc\]/);
      expect(await catalogue.counts(source.id)).toMatchObject([{ entries: 59 }]);
      // The next run says the same of it, and of the others that nothing changed.
      const next = await control.start(source.id, { trigger: 'person' });
      expect(await control.ended(next.id)).toMatchObject({
        status: 'succeeded',
        ledger: { unchanged: 59, indexed: 59, rejected: { 'record.invalid': 1 } },
      });
    } finally {
      await client.close();
      await joined.close();
    }
  }, 300_000);
});
