import type { ApiKey } from '../../../../api/types.ts';
import { useLabels, useSources } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

/** Of which sources and places somebody is in charge, by their names. */
export function Scope({
  of: { role, sources, regions },
}: {
  of: Pick<ApiKey, 'role' | 'sources' | 'regions'>;
}) {
  const { say } = useSpeech();
  const { place } = useLabels();
  const titles = useSourceTitles();
  if (role === 'admin') return say('who.scope.all');
  if (role === 'analyst') return say('who.scope.none');
  return [...regions.map(place), ...sources.map(titles)].join(say('and'));
}

/** The name of a source; its id while the names are not there. */
export function useSourceTitles(): (id: string) => string {
  const items = useSources().data?.items;
  return (id) => items?.find((source) => source.id === id)?.title ?? id;
}
