/** All sources as of now: the rows of the files, those that people added, and what they set of either. */
import type { z } from 'zod';
import { type CodedError, coded } from '../../config/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { PaperKind, Papers } from '../../index/papers.ts';
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

export function openBook({ papers, rows, inside, onTrouble }: BookOptions): Book {
  const inFiles = new Map(rows.map((row) => [row.id, row]));
  const sources = new Map(inFiles);
  let known = new Map<string, Known>();
  const told = new Set<string>();
  const none = (row: Source): Known => ({ row, override: {}, added: undefined });

  /** What is kept of a kind, by source; what cannot be read is told and left out. */
  async function read<T>(
    kind: PaperKind,
    schema: z.ZodType<T>,
    take: (id: string, content: T) => void,
  ): Promise<void> {
    let cursor: string | null | undefined;
    do {
      const page = await papers.papers<unknown>(kind, [], PAGE, cursor ?? undefined);
      for (const { id, content } of page.items) {
        try {
          take(id, schema.parse(content));
        } catch (error) {
          if (!told.has(`${kind} ${id}`)) onTrouble?.(id, coded(error, 'config.invalid'));
          told.add(`${kind} ${id}`);
        }
      }
      cursor = page.cursor;
    } while (cursor !== null);
  }

  async function renew(): Promise<void> {
    const found = new Map<string, Known>();
    await read('source', Added, (id, { row, by, at }) => {
      // Written into a file since, it is the file's.
      if (!inFiles.has(id)) found.set(id, { ...none(rowToAdd(row, inside)), added: { by, at } });
    });
    await read('override', Override, (id, override) => {
      const of = found.get(id) ?? (inFiles.has(id) ? none(inFiles.get(id) as Source) : undefined);
      if (of !== undefined) found.set(id, { ...of, override });
    });
    known = found;
    for (const id of [...sources.keys()]) if (!inFiles.has(id) && !found.has(id)) sources.delete(id);
    for (const [id, row] of inFiles) if (!found.has(id) && sources.get(id) !== row) sources.set(id, row);
    for (const [id, { row, override }] of found) sources.set(id, overridden(row, override));
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
