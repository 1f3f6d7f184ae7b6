/** The figures for monitoring: written as Prometheus reads them, and true. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exposition, type Metric } from '../../api/metrics/exposition.ts';
import { createMeasuring } from '../../api/metrics/measuring.ts';
import { metricsOfInstallation } from '../../api/metrics/of-installation.ts';
import type { Catalogue } from '../../index/port.ts';
import { figureOf, readExposition } from './exposition.ts';
import { type Installation, install } from './installation.ts';

describe('the text for Prometheus', () => {
  it('brings back whatever stands in labels and help', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.double(), async (text, value) => {
        const help = `x ${text.replaceAll('\r', '')}`;
        const metric: Metric = {
          name: 'a_b',
          type: 'gauge',
          help,
          samples: [{ labels: { l: text }, value }],
        };
        const read = readExposition(
          await exposition([metric, { name: 'c_total', type: 'counter', help: 'c', samples: [] }]),
        );
        expect(read.get('a_b')).toEqual({
          name: 'a_b',
          type: 'gauge',
          help,
          samples: [{ labels: { l: text }, value: value + 0 }],
        });
        expect(read.get('c_total')?.samples).toEqual([]);
      }),
    );
  });

  it('is refused by its reader where it is wrong', () => {
    const head = '# HELP a x\n# TYPE a gauge\n';
    for (const wrong of [
      'a 1',
      'b 1\n',
      'a{l="x} 1\n',
      'a{l="\\x"} 1\n',
      'a one\n',
      'a 1\na 1\n',
      'a{1="x"} 1\n',
    ]) {
      expect(() => readExposition(head + wrong), wrong).toThrow();
    }
    expect(() => readExposition('a 1\n')).toThrow();
  });
});

describe('the figures of an installation', () => {
  const key = 'correct-horse-battery-staple';
  let installation: Installation;
  beforeAll(async () => {
    installation = await install(['guizhou-guiyang', 'guangxi-guilin'], { adminKey: key });
  });
  afterAll(() => installation.close());
  const scrape = async () => {
    const { body, headers, statusCode } = await installation.server.inject('/metrics');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    return { body, read: readExposition(body) };
  };

  it('are those of the catalogue and of what was done, without secrets and without entries', async () => {
    const { huimu } = installation;
    const runs = await installation.harvest('guizhou-guiyang', 'guangxi-guilin');
    expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    const { body, read } = await scrape();
    const { total } = await huimu.catalogue.statistics({ by: [], filters: {} });
    expect(total.entries).toBeGreaterThan(0);
    expect(figureOf(read, 'huimu_entries')).toBe(total.entries);
    expect(figureOf(read, 'huimu_resources')).toBe(total.resources);
    const [counts] = await huimu.catalogue.counts('guangxi-guilin');
    expect(figureOf(read, 'huimu_source_entries', { source: 'guangxi-guilin' })).toBe(counts?.entries);
    const state = await huimu.catalogue.getSourceState('guangxi-guilin');
    const lastGood = figureOf(read, 'huimu_source_last_good_timestamp_seconds', { source: 'guangxi-guilin' });
    expect(lastGood).toBe(Date.parse(state?.lastGood ?? '') / 1000);
    expect(figureOf(read, 'huimu_sources', { state: 'harvested' })).toBe(2);
    const states = read.get('huimu_sources')?.samples.reduce((sum, { value }) => sum + value, 0);
    expect(states).toBe(huimu.sources.size);
    expect(figureOf(read, 'huimu_runs_ended_total', { status: 'succeeded' })).toBe(2);
    expect(figureOf(read, 'huimu_runs_ended_total', { status: 'failed' })).toBe(0);
    const asked = runs.reduce(
      (sum, { requests }) => sum + requests.list + requests.detail + requests.other,
      0,
    );
    const counted = read
      .get('huimu_harvest_requests_total')
      ?.samples.reduce((sum, { value }) => sum + value, 0);
    expect(counted).toBe(asked);
    expect(figureOf(read, 'huimu_takes_jobs')).toBe(1);
    expect(figureOf(read, 'huimu_info', { part: 'serve', version: '0.1.0' })).toBe(1);
    expect(figureOf(read, 'huimu_dependency_up', { dependency: 'catalogue' })).toBe(1);
    expect(figureOf(read, 'process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(body).not.toContain(key);
    const labels = new Set(
      [...read.values()].flatMap(({ samples }) => samples.flatMap((each) => Object.keys(each.labels))),
    );
    expect([...labels].sort()).toEqual([
      'channel',
      'dependency',
      'outcome',
      'part',
      'source',
      'state',
      'status',
      'version',
    ]);
  });

  it('tell of a source that fails, is overdue or waits for a person', async () => {
    const { huimu } = installation;
    const { catalogue } = huimu;
    const before = await catalogue.getSourceState('guangxi-guilin');
    await catalogue.putSourceState({ ...before!, failures: 2, nextDue: '2026-01-01T00:00:00.000Z' });
    const measured = await createMeasuring({ catalogue, part: 'scheduler' })();
    expect(measured?.resources).toBeUndefined();
    const read = readExposition(await exposition(metricsOfInstallation(huimu.sources, measured, undefined)));
    expect(figureOf(read, 'huimu_sources_overdue')).toBe(1);
    expect(figureOf(read, 'huimu_sources', { state: 'late' })).toBe(1);
    expect(figureOf(read, 'huimu_source_failures', { source: 'guangxi-guilin' })).toBe(2);
    expect(read.get('huimu_queue_waiting')?.samples).toEqual([]);
  });

  it('are counted once for many scrapes, and told no more once they are too old', async () => {
    let counted = 0;
    let now = 1_000_000;
    const { catalogue } = installation.huimu;
    let broken = false;
    const watched: Catalogue = {
      ...catalogue,
      counts: async (source) => {
        counted += 1;
        if (broken) throw new Error('away');
        return catalogue.counts(source);
      },
    };
    const measure = createMeasuring({ catalogue: watched, part: 'serve' }, () => now);
    await Promise.all([measure(), measure(), measure()]);
    expect(counted).toBe(1);
    now += 61_000;
    expect((await measure())?.at).toBe(now);
    expect(counted).toBe(2);
    broken = true;
    now += 61_000;
    expect((await measure())?.at).toBe(now - 61_000);
    now += 600_000;
    expect(await measure()).toBeUndefined();
  });
});
