/** Documents as this program makes them, of documents as they are kept, whichever version made those. */
import { documentsOf, type EntryDocument, keptMember, tombstone } from '../layout/document.ts';
import type { Purpose } from '../layout/layout.ts';
import { idOf, type SearchHit } from '../store.ts';

export interface Remade {
  id: string;
  document: object;
}

/**
 * Of a page of what is kept. Entries come with all others of their resources: what a lead's document holds is made of
 * the others too, and they are not written in one moment. `members` reads all living entries of some resources.
 */
export async function remake(
  purpose: Purpose,
  hits: SearchHit<object>[],
  members: (resources: string[]) => Promise<EntryDocument[]>,
): Promise<Remade[]> {
  if (purpose !== 'entries') {
    return hits.map(({ id, source }) => ({ id, document: source }));
  }
  const entries = hits.map(({ source }) => source as EntryDocument);
  const alone = entries.filter(({ alive, count }) => alive && count === 1);
  const together = entries.filter(({ alive, count }) => alive && count !== 1);
  const gone = entries.filter(({ alive }) => !alive);
  const resources = [...new Set(together.map(({ resource }) => resource))];
  const offered = resources.length === 0 ? [] : await members(resources);
  const groups = [
    ...alone.map((entry) => [entry]),
    ...Map.groupBy(offered, ({ resource }) => resource).values(),
  ];
  const documents = [
    ...groups.flatMap((group) => documentsOf((group[0] as EntryDocument).resource, inOrder(group))),
    ...gone.map((entry) => tombstone(keptMember(entry).facts, entry.resource, entry.removedAt ?? '')),
  ];
  return documents.map((document) => ({ id: idOf(document.id), document }));
}

/** The lead first, as it is written; the others come in the order of their ids. */
function inOrder(group: EntryDocument[]) {
  const lead = group.find(({ id, leadId }) => id === leadId) ?? group[0];
  return [lead as EntryDocument, ...group.filter((each) => each !== lead)].map(keptMember);
}
