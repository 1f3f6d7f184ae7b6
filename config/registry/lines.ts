/** Where in a file of sources something stands. Only who has a complaint needs to know, and the text is read again for it. */
import { readFileSync } from 'node:fs';
import type { Document, LineCounter, Node } from 'yaml';
import { yaml } from '../text/yaml.ts';

interface Placed {
  document: Document.Parsed;
  lines: LineCounter;
}

function placed(text: string): Placed {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines }), lines };
}

/** Why a text is no YAML. */
export function faultsIn(text: string): { line: number; message: string }[] {
  const { document, lines } = placed(text);
  return document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0] as string,
  }));
}

/** The line of a file's item, or of what stands at a path in it. */
export function linesOf(path: string): (item: number, inside?: readonly PropertyKey[]) => number {
  let read: Placed | undefined;
  return (item, inside = []) => {
    read ??= placed(readFileSync(path, 'utf8'));
    const node = deepest(read.document.get(item, true), inside);
    return read.lines.linePos((node as Node | null)?.range?.[0] ?? 0).line;
  };
}

/** The node at a path, or the nearest above it. */
function deepest(item: unknown, path: readonly PropertyKey[]): unknown {
  const { isMap, isSeq } = yaml();
  let here = item;
  for (const step of path) {
    if (!isMap(here) && !isSeq(here)) break;
    const next: unknown = here.get(step, true);
    if (next === undefined || next === null) break;
    here = next;
  }
  return here;
}
