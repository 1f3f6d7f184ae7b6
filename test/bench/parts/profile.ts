/** Processor profiles as Node writes them, and whose work each moment of them was. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Frame {
  functionName: string;
  url: string;
}

interface ProfileNode {
  id: number;
  callFrame: Frame;
  children?: number[];
  /** By line, beginning with 1: where in its own text the function was. */
  positionTicks?: { line: number; ticks: number }[];
}

interface Profile {
  nodes: ProfileNode[];
  samples: number[];
  /** µs before each sample. */
  timeDeltas: number[];
}

/** A moment: the functions under way, the innermost first, and the line that the innermost is at. */
export interface Moment {
  frames: Frame[];
  /** Its text; empty where it is not of ours. */
  line: string;
}

/** All profiles in a folder: each kind of moment with the µs that it took. */
export function* momentsIn(folder: string): Generator<[moment: Moment, microseconds: number]> {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.cpuprofile'))) {
    yield* momentsOf(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profile);
  }
}

function* momentsOf({ nodes, samples, timeDeltas }: Profile): Generator<[Moment, number]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  );
  const took = new Map<number, number>();
  for (const [at, id] of samples.entries()) took.set(id, (took.get(id) ?? 0) + (timeDeltas[at] as number));
  for (const [id, microseconds] of took) {
    const node = byId.get(id) as ProfileNode;
    const frames: Frame[] = [];
    for (let each: ProfileNode | undefined = node; each !== undefined; each = parents.get(each.id)) {
      frames.push(each.callFrame);
    }
    const ticks = node.positionTicks ?? [];
    const all = ticks.reduce((sum, each) => sum + each.ticks, 0);
    if (all === 0) yield [{ frames, line: '' }, microseconds];
    for (const { line, ticks: some } of ticks) {
      yield [{ frames, line: textOf(node.callFrame.url, line) }, (microseconds * some) / all];
    }
  }
}

const texts = new Map<string, string[]>();
function textOf(url: string, line: number): string {
  if (!url.startsWith('file:') || url.includes('/node_modules/')) return '';
  let lines = texts.get(url);
  if (lines === undefined) {
    lines = readFileSync(fileURLToPath(url), 'utf8').split('\n');
    texts.set(url, lines);
  }
  return lines[line - 1] ?? '';
}
