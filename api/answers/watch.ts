/** Watch lists and their findings as answers: with the words for them, and the entries that they are about. */
import type { z } from 'zod';
import type { Source } from '../../config/registry/source.ts';
import { reasonSaid, watchListWords } from '../../config/watch-lists.ts';
import { regionLabel } from '../../config/words.ts';
import type { Catalogue } from '../../index/port.ts';
import { WATCH_LISTS, type WatchList } from '../../index/watch/finding.ts';
import type { FindingFilter, KeptFinding, Watched } from '../../index/watch/keeping.ts';
import type { Count } from '../../index/watch/tally.ts';
import type { FindingAnswer, FindingList, WatchAnswer } from '../schemas/watch.ts';

type Sources = ReadonlyMap<string, Source>;

const named = (sources: Sources, id: string) => ({ id, title: sources.get(id)?.title ?? id });
const regionsOf = (counts: Count[]) =>
  counts.map(({ code, count }) => ({ code, label: regionLabel(code), count }));
const sourcesOf = (sources: Sources, counts: Count[]) =>
  counts.map(({ code, count }) => ({ ...named(sources, code), count }));

function headOf(list: WatchList, watched: Watched | undefined) {
  const { name, definition } = watchListWords(list);
  return { list, name, definition, at: watched?.at ?? null };
}

export function watchAnswer(sources: Sources, watched: Watched | undefined): z.infer<typeof WatchAnswer> {
  return {
    at: watched?.at ?? null,
    entries: watched?.entries ?? 0,
    lists: WATCH_LISTS.map((list) => {
      const counts = watched?.lists.find((each) => each.list === list);
      return {
        ...headOf(list, watched),
        found: counts?.found ?? 0,
        kept: counts?.kept ?? 0,
        certainties: counts?.certainties ?? { certain: 0, likely: 0, possible: 0 },
        regions: regionsOf(counts?.regions ?? []),
        sources: sourcesOf(sources, counts?.sources ?? []),
      };
    }),
  };
}

/** Throws `request.cursor-invalid`. */
export async function findingsAnswer(
  catalogue: Pick<Catalogue, 'watched' | 'findings' | 'get'>,
  sources: Sources,
  filter: FindingFilter,
  { size, cursor }: { size: number; cursor?: string | undefined },
): Promise<z.infer<typeof FindingList>> {
  const [watched, page] = await Promise.all([catalogue.watched(), catalogue.findings(filter, size, cursor)]);
  return {
    ...headOf(filter.list, watched),
    items: await Promise.all(page.items.map((finding) => findingAnswer(catalogue, sources, finding))),
    cursor: page.cursor,
    total: page.total,
    regions: regionsOf(page.regions),
    sources: sourcesOf(sources, page.sources),
  };
}

async function findingAnswer(
  catalogue: Pick<Catalogue, 'get'>,
  sources: Sources,
  { list, weight: _, region, decision, reasons, entries: ids, ...finding }: KeptFinding,
): Promise<z.infer<typeof FindingAnswer>> {
  const entries = await Promise.all(ids.map((id) => catalogue.get(id)));
  return {
    ...finding,
    region: { code: region, label: regionLabel(region) },
    sources: finding.sources.map((id) => named(sources, id)),
    reasons: reasons.map((reason) => ({ ...reason, said: reasonSaid(list, reason) })),
    entries: entries
      .filter((stored) => stored !== undefined)
      .map(({ entry, resource, removedAt }) => ({
        id: entry.id,
        title: entry.title,
        source: named(sources, entry.source),
        resource,
        ...(entry.publisher !== undefined && { publisher: entry.publisher.name }),
        ...(entry.landingPage !== undefined && { landingPage: entry.landingPage }),
        removedAt,
      })),
    decision:
      decision === undefined
        ? null
        : { decision: decision.verdict, by: decision.by, at: decision.at, note: decision.note },
  };
}
