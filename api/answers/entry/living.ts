import { CodedError } from '../../../config/errors/errors.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { RemovedError } from '../../http/error-answer.ts';

/** The entry of an id; `entry.removed` with its tombstone where its source took it away, `entry.not-found` where none is known. */
export async function livingEntry(catalogue: Pick<Catalogue, 'get'>, id: string): Promise<StoredEntry> {
  const stored = await catalogue.get(id);
  if (stored === undefined) throw new CodedError('entry.not-found', id);
  const { removedAt, resource, entry } = stored;
  if (removedAt !== null) throw new RemovedError({ id, title: entry.title, resource, removedAt });
  return stored;
}
