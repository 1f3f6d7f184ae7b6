/** Figures as Prometheus reads them: what each is, gathered at a scrape, and written by its client library. */
import { Counter, Gauge, Registry } from 'prom-client';

export type Labels = Record<string, string>;

export interface Metric {
  /** `huimu_…`; counters end with `_total`. */
  name: string;
  type: 'gauge' | 'counter';
  help: string;
  /** None where nothing is known: a missing value is not zero. */
  samples: { labels?: Labels; value: number }[];
}

/** One value without labels; none where it is not known. */
export const single = (value: number | undefined): Metric['samples'] =>
  value === undefined ? [] : [{ value }];

/** A value for each value of one label. */
export const by = (label: string, values: Iterable<readonly [string, number]>): Metric['samples'] =>
  Array.from(values, ([name, value]) => ({ labels: { [label]: name }, value }));

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

export function exposition(metrics: Metric[]): Promise<string> {
  const registry = new Registry();
  for (const { name, type, help, samples } of metrics) {
    const labelNames = Object.keys(samples[0]?.labels ?? {});
    const shown = { name, help, labelNames, registers: [registry] };
    const metric = type === 'gauge' ? new Gauge(shown) : new Counter(shown);
    // The library begins what has no labels at zero.
    if (labelNames.length === 0) metric.remove();
    for (const { labels = {}, value } of samples) metric.inc(labels, value);
  }
  return registry.metrics();
}
