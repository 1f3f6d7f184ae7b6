/** What of a resource is asked for apart. It comes all at once, so that nothing moves what is already read. */
import type { ApiResource } from '../../../../api/types.ts';
import { useEntryQuality, useResourceHistory, useSimilar } from '../../api/questions.ts';
import { History } from './history/history.tsx';
import { Quality } from './quality.tsx';
import { Similar } from './similar.tsx';

export function Later({ resource }: { resource: ApiResource }) {
  const entry = resource.lead.entry.id;
  const quality = useEntryQuality(entry);
  const similar = useSimilar(resource.id);
  const history = useResourceHistory(resource.id);
  if (quality.isPending || similar.isPending || history.isPending) return null;
  return (
    <>
      {quality.data ? <Quality quality={quality.data} /> : null}
      {similar.data ? <Similar similar={similar.data} /> : null}
      {history.data ? <History history={history.data} offers={resource.offers} /> : null}
    </>
  );
}
