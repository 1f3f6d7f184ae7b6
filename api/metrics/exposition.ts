/** Prometheus's text format, version 0.0.4: what a scrape reads. */

export type Labels = Record<string, string>;

export interface Metric {
  /** `huimu_…`; counters end with `_total`. */
  name: string;
  type: 'gauge' | 'counter';
  help: string;
  /** None where nothing is known: a missing value is not zero. */
  samples: { labels?: Labels; value: number }[];
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** One value without labels; none where it is not known. */
export const single = (value: number | undefined): Metric['samples'] =>
  value === undefined ? [] : [{ value }];

/** A value for each value of one label. */
export const by = (label: string, values: Iterable<readonly [string, number]>): Metric['samples'] =>
  Array.from(values, ([name, value]) => ({ labels: { [label]: name }, value }));

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeValue = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');

function numeral(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

function lineOf(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeValue(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numeral(value)}`;
}

export const exposition = (metrics: Metric[]): string =>
  metrics
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${escapeHelp(help)}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ labels = {}, value }) => lineOf(name, labels, value)),
      '',
    ])
    .join('\n');
