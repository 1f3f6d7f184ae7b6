/** Metrics of this process: what it does, and how it fares, under the names that Node's dashboards know. */
import { monitorEventLoopDelay, type RecordableHistogram } from 'node:perf_hooks';
import type { ApiContext } from '../context.ts';
import { by, type Metric, single } from './exposition.ts';

export type LoopDelay = Pick<RecordableHistogram, 'percentile' | 'max' | 'mean' | 'reset'>;

const RESOLUTION_MS = 20;

/** The delay of the event loop, counted from one scrape to the next. */
export function watchLoop(): LoopDelay {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return delay;
}

const startedAt = Date.now() / 1000 - process.uptime();

type Known = Pick<ApiContext, 'control' | 'part' | 'tally' | 'version'>;

/** `up`: whether each part that this process depends on answers. */
export function metricsOfProcess(known: Known, up: Map<string, boolean>, delay: LoopDelay): Metric[] {
  const { control, part, tally, version } = known;
  const { takesJobs, runs } = control.here();
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  // The histogram's own interval is not delay.
  const seconds = (nanoseconds: number) =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000) : 0;
  const lag = {
    p50: seconds(delay.percentile(50)),
    p99: seconds(delay.percentile(99)),
    max: seconds(delay.max),
  };
  delay.reset();
  const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name,
    help,
    type: 'gauge',
    samples,
  });
  const counter = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name,
    help,
    type: 'counter',
    samples,
  });
  return [
    gauge('huimu_info', 'Which part of the installation this is, and its version.', [
      { labels: { part, version }, value: 1 },
    ]),
    gauge(
      'huimu_dependency_up',
      'Whether what this process depends on answers.',
      by(
        'dependency',
        Array.from(up, ([name, answers]) => [name, answers ? 1 : 0] as const),
      ),
    ),
    gauge('huimu_takes_jobs', 'Whether this process does runs.', single(takesJobs ? 1 : 0)),
    gauge('huimu_runs_here', 'Runs that this process is at.', single(runs.length)),
    counter(
      'huimu_runs_ended_total',
      'Runs that ended in this process, by how they ended.',
      by('status', tally.runs),
    ),
    counter(
      'huimu_harvest_requests_total',
      'Requests sent to sources, by how they came out: answered, redirected, or the code of what was wrong.',
      by('outcome', tally.requests),
    ),
    counter(
      'huimu_deliveries_total',
      'Attempts at messages of notices in this process, by channel and how they came out: taken, later, never or gone.',
      Array.from(tally.deliveries, ([key, value]) => {
        const [channel = '', outcome = ''] = key.split(' ');
        return { labels: { channel, outcome }, value };
      }),
    ),
    gauge('process_start_time_seconds', 'When the process was started.', single(startedAt)),
    counter('process_cpu_seconds_total', 'Processor time of the process.', single((user + system) / 1e6)),
    gauge('process_resident_memory_bytes', 'Memory that the process occupies.', single(rss)),
    gauge('nodejs_heap_size_total_bytes', "Size of this thread's heap.", single(heapTotal)),
    gauge('nodejs_heap_size_used_bytes', "Used of this thread's heap.", single(heapUsed)),
    gauge('nodejs_external_memory_bytes', 'Memory of buffers outside the heap.', single(external)),
    gauge(
      'nodejs_eventloop_lag_p50_seconds',
      'Median delay of the event loop since the last scrape.',
      single(lag.p50),
    ),
    gauge(
      'nodejs_eventloop_lag_p99_seconds',
      'Delay of the event loop in one of a hundred looks.',
      single(lag.p99),
    ),
    gauge(
      'nodejs_eventloop_lag_max_seconds',
      'Longest delay of the event loop since the last scrape.',
      single(lag.max),
    ),
  ];
}
