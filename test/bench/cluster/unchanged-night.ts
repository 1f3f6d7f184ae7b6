/**
 * What a harvest costs the catalogue whose source has not changed: every row's state is asked for, every row is marked
 * as listed, and at the end what was not listed is looked for. That is what most of a night is.
 */
import { BATCH_LIMITS } from '../../../harvester/run/batch.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import { batchOf } from '../../index/batches.ts';
import { runOf } from '../../index/entries.ts';
import { places } from '../../index/generator.ts';
import { BENCH_PREFIX, type Cluster } from './cluster.ts';
import { generatedOf } from './generated.ts';
import { makeIndices, type Pass, passOf } from './passes.ts';

export interface NightFigures {
  rows: number;
  /** Rows of a list page. */
  page: number;
  pass: Pass;
  /** Bytes of the marks, by row. */
  marks: number;
}

/** As most portals bring them. */
const PAGE = 10;
const PREFIX = `${BENCH_PREFIX}-night`;

export async function unchangedNight(cluster: Cluster, rows: number): Promise<NightFigures> {
  const [place] = places() as [ReturnType<typeof places>[0]];
  const entries = generatedOf(place, rows);
  await makeIndices(cluster, PREFIX);
  const catalogue = await openElasticsearchCatalogue({ url: cluster.url, prefix: PREFIX });
  const { source, region } = place;
  for (let from = 0; from < rows; from += BATCH_LIMITS.puts) {
    const some = entries.slice(from, from + BATCH_LIMITS.puts);
    await catalogue.write(batchOf(some, { source, region, run: 'evening', batch: from + 1 }));
  }
  await catalogue.forgetListing('evening');
  const run = 'night';
  await catalogue.createRun(runOf(run, { source }));
  const pass = await passOf(cluster, PREFIX, async () => {
    let listed: string[] = [];
    let batch = 0;
    const send = async () => {
      batch += 1;
      await catalogue.write({ ...batchOf([], { source, region, run, batch }), listed });
      listed = [];
    };
    for (let from = 0; from < rows; from += PAGE) {
      const ids = entries.slice(from, from + PAGE).map(({ localId }) => localId);
      const { states } = await catalogue.plan(source, run, ids);
      if (states.size !== ids.length) throw new Error(`${states.size} states of ${ids.length}`);
      listed.push(...ids);
      if (listed.length >= BATCH_LIMITS.rows) await send();
    }
    await send();
    for await (const absent of catalogue.absent(source, run)) throw new Error(`${absent.length} not listed`);
  });
  const marks = ((await cluster.bytes(PREFIX)).get('marks') ?? 0) / rows;
  await catalogue.close();
  await cluster.drop(PREFIX);
  return { rows, page: PAGE, pass, marks };
}
