/** Reads Prometheus's text format by its grammar (version 0.0.4), and refuses what does not keep it. */

export interface Family {
  name: string;
  type: string;
  help: string;
  samples: { labels: Record<string, string>; value: number }[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (\S+)$/;
/** As Go reads numbers, whose case of NaN is free. */
const VALUE = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]Inf|[Nn]a[Nn])$/;

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));

function labelsOf(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, label, value] of text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\n"])*)"/g)) {
    if (!LABEL.test(label as string) || (label as string) in labels) throw new Error(`label: ${line}`);
    labels[label as string] = unescaped(value as string);
  }
  return labels;
}

/** One family a metric: HELP, TYPE, then its samples together, each set of labels once; a line end at the end. */
export function readExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('no line end at the end');
  const families = new Map<string, Family>();
  let current: Family | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment !== null) {
      const [, kind, name, rest] = comment as unknown as [string, string, string, string];
      if (!NAME.test(name)) throw new Error(`name: ${line}`);
      if (kind === 'HELP') {
        if (families.has(name)) throw new Error(`twice: ${line}`);
        current = { name, help: unescaped(rest), type: '', samples: [] };
        families.set(name, current);
      } else {
        if (current?.name !== name || current.type !== '' || current.samples.length > 0)
          throw new Error(line);
        if (!/^(counter|gauge)$/.test(rest)) throw new Error(`type: ${line}`);
        current.type = rest;
      }
      continue;
    }
    const sample = SAMPLE.exec(line);
    if (sample === null) throw new Error(`sample: ${line}`);
    const [, name, labelText = '', value] = sample as unknown as [string, string, string | undefined, string];
    if (current?.name !== name || current.type === '') throw new Error(`without its family: ${line}`);
    if (!VALUE.test(value)) throw new Error(`value: ${line}`);
    const labels = labelsOf(labelText, line);
    const key = JSON.stringify(Object.entries(labels).sort());
    if (current.samples.some((each) => JSON.stringify(Object.entries(each.labels).sort()) === key)) {
      throw new Error(`twice: ${line}`);
    }
    current.samples.push({ labels, value: Number(value.replace('Inf', 'Infinity')) });
  }
  for (const { name, type } of families.values()) {
    if (type === '') throw new Error(`no type: ${name}`);
    if ((type === 'counter') !== name.endsWith('_total'))
      throw new Error(`counters alone end with _total: ${name}`);
  }
  return families;
}

/** The value of the sample with these labels; undefined where there is none. */
export const figureOf = (
  families: Map<string, Family>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined =>
  families
    .get(name)
    ?.samples.find((sample) => Object.entries(labels).every(([label, text]) => sample.labels[label] === text))
    ?.value;
