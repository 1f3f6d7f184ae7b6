/** All sources as of now: the rows of the files, those that people added, and what they set of either. */
import { type CodedError, coded } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { PaperKind, Papers } from '../../index/people/papers.ts';
import { Added, rowToAdd } from './added.ts';
import { Override, overridden } from './override.ts';

export interface Known {
  /** As its file, or whoever added it, says. */
  row: Source;
  override: Override;
  /** Who added it, and when; undefined where it stands in a file. */
  added: Pick<Added, 'by' | 'at'> | undefined;
}

export interface Book {
  /** The same map all the time, kept up to date. */
  sources: ReadonlyMap<string, Source>;
  known(id: string): Known | undefined;
  /** Reads again what is kept. */
  renew(): Promise<void>;
}

export interface BookOptions {
  papers: Pick<Papers, 'papers'>;
  /** Rows of the files. */
  rows: readonly Source[];
  /** Added rows may name addresses of this network. */
  inside: boolean;
  /** Told, once for each, of what is kept and cannot be read any more. */
  onTrouble?: (source: string, error: CodedError) => void;
}

const PAGE = 500;
const NONE: Override = {};

export function openBook({ papers, rows, inside, onTrouble }: BookOptions): Book {
  const inFiles = new Map(rows.map((row) => [row.id, row]));
  const sources = new Map(inFiles);
  let known = new Map<string, Known>();
  const none = (row: Source): Known => ({ row, override: NONE, added: undefined });

  const rowsAdded = readerOf({ papers, onTrouble }, 'source', (id, content) => {
    const { row, by, at } = Added.parse(content);
    // Written into a file since, it is the file's.
    return inFiles.has(id) ? undefined : { row: rowToAdd(row, inside), added: { by, at } };
  });
  const overrides = readerOf({ papers, onTrouble }, 'override', (_, content) => Override.parse(content));

  async function renew(): Promise<void> {
    const found = new Map<string, Known>();
    for (const [id, added] of await rowsAdded()) found.set(id, { ...added, override: NONE });
    for (const [id, override] of await overrides()) {
      const of = found.get(id) ?? (inFiles.has(id) ? none(inFiles.get(id) as Source) : undefined);
      if (of !== undefined) found.set(id, { ...of, override });
    }
    for (const id of [...sources.keys()]) if (!inFiles.has(id) && !found.has(id)) sources.delete(id);
    for (const [id, row] of inFiles) if (!found.has(id) && sources.get(id) !== row) sources.set(id, row);
    for (const [id, { row, override }] of found) {
      const before = known.get(id);
      // Whoever holds a source sees by its being another one that something changed.
      if (before?.row !== row || before.override !== override) sources.set(id, overridden(row, override));
    }
    known = found;
  }

  return {
    sources,
    renew,
    known(id) {
      const row = inFiles.get(id);
      return known.get(id) ?? (row && none(row));
    },
  };
}

/**
 * Reads what is kept of a kind, by source; what cannot be read is told and left out. What says the same as at the last
 * reading is the same object, and is not checked again.
 */
function readerOf<T>(
  { papers, onTrouble }: Pick<BookOptions, 'papers' | 'onTrouble'>,
  kind: PaperKind,
  make: (id: string, content: unknown) => T | undefined,
): () => Promise<Map<string, T>> {
  let last = new Map<string, { text: string; made: T | undefined }>();
  const told = new Set<string>();

  function madeOf(id: string, content: unknown): T | undefined {
    try {
      return make(id, content);
    } catch (error) {
      if (!told.has(id)) onTrouble?.(id, coded(error, 'config.invalid'));
      told.add(id);
      return undefined;
    }
  }

  return async () => {
    const now: typeof last = new Map();
    let cursor: string | null | undefined;
    do {
      const page = await papers.papers<unknown>(kind, [], PAGE, cursor ?? undefined);
      for (const { id, content } of page.items) {
        const text = JSON.stringify(content);
        const before = last.get(id);
        now.set(id, before?.text === text ? before : { text, made: madeOf(id, content) });
      }
      cursor = page.cursor;
    } while (cursor !== null);
    last = now;
    return new Map([...now].flatMap(([id, { made }]) => (made === undefined ? [] : [[id, made]])));
  };
}
