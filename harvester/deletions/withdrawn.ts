/** What a source itself says is gone, in a listing of changes: by name, where a full listing says it by absence. */
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { chunks } from './held.ts';

const PAGE = 1000;

/** Living entries of the source that the run met as withdrawn and not as listed, by local id. */
export async function withdrawnIds(
  catalogue: Pick<Catalogue, 'rejections' | 'plan'>,
  run: Run,
): Promise<string[]> {
  const named = new Set<string>();
  let cursor: string | null | undefined;
  do {
    const page = await catalogue.rejections(run.id, PAGE, cursor ?? undefined);
    for (const { code, localId } of page.items) {
      if (code === 'record.withdrawn' && localId !== null) named.add(localId);
    }
    cursor = page.cursor;
  } while (cursor !== null);
  const living: string[] = [];
  for (const part of chunks([...named])) {
    const { states, listedIn } = await catalogue.plan(run.source, run.id, part);
    living.push(...part.filter((id) => states.get(id)?.removed === false && !listedIn.has(id)));
  }
  return living;
}
