/**
 * The documents that our engine writes, as they went over the wire, kept on disk to be sent again: as plain `index`
 * operations in bodies of a thousand, over no version, into whichever indices.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Item = [purpose: string, id: string, document: string];
/** The documents of entries alone, or with all that goes with them: raw records, states, keys, marks, runs. */
export type Part = 'entries' | 'all';

const A_BODY = 1_000;

interface Pile {
  items: Item[];
  files: string[];
}

export interface RecordedWrites {
  /** Takes the body of a bulk request to indices under that prefix; a stream's are sent again one after another. */
  take(stream: number, prefix: string, body: string): void;
  /** Documents so far. */
  count(part: Part): number;
  /** Once all are taken: the streams' bodies, for those indices. */
  bodies(part: Part, indices: ReadonlyMap<string, string>): Buffer[][];
  drop(): void;
}

/** What a request to the cluster asks for: `_bulk`, `_mget` … */
export const kindOf = (path: string): string => /\/(_\w+)/.exec(path)?.[1] ?? 'index';

/** Documents of a bulk's body, deletions left out. */
export function* documentsIn(prefix: string, body: string): Generator<Item> {
  const lines = body.split('\n');
  for (let at = 0; at < lines.length - 1; at += 1) {
    const [[action, target] = []] = Object.entries(
      JSON.parse(lines[at] as string) as Record<string, { _index: string; _id: string }>,
    );
    if (target === undefined || action === 'delete') continue;
    at += 1;
    if (action !== 'index' && action !== 'create')
      throw new Error(`the engine sends ${action}: not measured`);
    const [purpose] = target._index.slice(prefix.length + 1).split('-') as [string];
    yield [purpose, target._id, lines[at] as string];
  }
}

export function recordWrites(streams: number): RecordedWrites {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-bench-writes-'));
  const piles = Array.from({ length: streams }, () => ({
    entries: { items: [], files: [] } as Pile,
    all: { items: [], files: [] } as Pile,
  }));
  const counts = { entries: 0, all: 0 };
  let files = 0;

  function put(pile: Pile): void {
    if (pile.items.length === 0) return;
    const file = join(folder, String(files));
    files += 1;
    writeFileSync(file, JSON.stringify(pile.items));
    pile.files.push(file);
    pile.items = [];
  }

  const bodyOf = (file: string, indices: ReadonlyMap<string, string>): Buffer =>
    Buffer.from(
      (JSON.parse(readFileSync(file, 'utf8')) as Item[])
        .map(([purpose, id, document]) => {
          const index = indices.get(purpose);
          if (index === undefined) throw new Error(`no index for ${purpose}`);
          return `${JSON.stringify({ index: { _index: index, _id: id } })}\n${document}\n`;
        })
        .join(''),
    );

  return {
    take(stream, prefix, body) {
      const pile = piles[stream];
      if (pile === undefined) throw new Error(`no stream ${stream}`);
      for (const item of documentsIn(prefix, body)) {
        for (const part of item[0] === 'entries' ? (['entries', 'all'] as const) : (['all'] as const)) {
          counts[part] += 1;
          pile[part].items.push(item);
          if (pile[part].items.length === A_BODY) put(pile[part]);
        }
      }
    },
    count: (part) => counts[part],
    bodies: (part, indices) =>
      piles.map((pile) => {
        put(pile[part]);
        return pile[part].files.map((file) => bodyOf(file, indices));
      }),
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
}
