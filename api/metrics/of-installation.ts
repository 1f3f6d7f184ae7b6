/** Metrics of the whole installation: the same from whichever process tells them, so that alarms take their maximum. */
import { SOURCE_STATES } from '../../config/registry/source-states.ts';
import { isOverdue } from '../../harvester/schedule/standing.ts';
import { stateOf } from '../answers/harvest/source.ts';
import type { ApiContext } from '../context.ts';
import { by, type Metric, single } from './exposition.ts';
import type { Measured } from './measuring.ts';

const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
  name,
  help,
  type: 'gauge',
  samples,
});

export interface Depth {
  waiting: number;
  active: number;
}

export function metricsOfInstallation(
  sources: ApiContext['sources'],
  measured: Measured | undefined,
  depth: Depth | undefined,
  now = Date.now(),
): Metric[] {
  const held = measured?.held;
  return [
    gauge(
      'huimu_measured_timestamp_seconds',
      'When the figures of the catalogue were counted.',
      single(measured && measured.at / 1000),
    ),
    gauge(
      'huimu_entries',
      'Entries in the catalogue.',
      single(measured?.counts.reduce((sum, { entries }) => sum + entries, 0)),
    ),
    gauge(
      'huimu_resources',
      'Distinct resources in the catalogue; told by huimu serve.',
      single(measured?.resources),
    ),
    gauge(
      'huimu_source_entries',
      'Entries by source.',
      by('source', measured?.counts.map(({ source, entries }) => [source, entries] as const) ?? []),
    ),
    gauge(
      'huimu_sources',
      'Sources by state, one state a source, as on the page of sources.',
      measured === undefined ? [] : by('state', countedStates(sources, measured, now)),
    ),
    gauge(
      'huimu_sources_overdue',
      'Sources whose run should have been started more than an hour ago.',
      single(
        measured?.states.filter((state) => {
          const source = sources.get(state.source);
          return source !== undefined && isOverdue(source, state, now);
        }).length,
      ),
    ),
    gauge(
      'huimu_source_last_good_timestamp_seconds',
      'End of the last good run by source; none before the first.',
      by(
        'source',
        measured?.states.flatMap(({ source, lastGood }) =>
          lastGood === null ? [] : [[source, Date.parse(lastGood) / 1000] as const],
        ) ?? [],
      ),
    ),
    gauge(
      'huimu_source_failures',
      'Failed runs in a row by source, those without left out.',
      by(
        'source',
        measured?.states.flatMap(({ source, failures }) =>
          failures === 0 ? [] : [[source, failures] as const],
        ) ?? [],
      ),
    ),
    gauge('huimu_runs_running', 'Runs that have begun and not ended.', single(measured?.running.length)),
    gauge('huimu_held', 'Held deletions that wait for a person.', single(held?.length)),
    gauge(
      'huimu_held_entries',
      'Entries in held deletions.',
      single(held?.reduce((sum, { count }) => sum + count, 0)),
    ),
    gauge('huimu_queue_waiting', 'Runs that wait for a worker.', single(depth?.waiting)),
    gauge('huimu_queue_active', 'Runs that workers are at.', single(depth?.active)),
  ];
}

function countedStates(sources: ApiContext['sources'], measured: Measured, now: number): Map<string, number> {
  const counted = new Map<string, number>(SOURCE_STATES.map((state) => [state, 0]));
  const states = new Map(measured.states.map((state) => [state.source, state]));
  const held = Map.groupBy(measured.held, ({ source }) => source);
  const running = new Set(measured.running.map(({ source }) => source));
  for (const source of sources.values()) {
    const { id } = source;
    const standing = {
      state: states.get(id),
      counts: undefined,
      held: held.get(id) ?? [],
      running: running.has(id),
      lastRun: undefined,
    };
    const state = stateOf(source, standing, now);
    counted.set(state, (counted.get(state) ?? 0) + 1);
  }
  return counted;
}
