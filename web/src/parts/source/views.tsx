/** The parts of a source's page, each with an address of its own. */
import type { ApiSource } from '../../../../api/types.ts';
import { useMay } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

export type View =
  | 'runs'
  | 'refused'
  | 'held'
  | 'values'
  | 'quality'
  | 'preview'
  | 'reports'
  | 'file'
  | 'settings';

/** What there is to see of a source. */
export function viewsOf({ takesFiles, unharvestable, entries, pace }: ApiSource): View[] {
  const harvested = unharvestable === undefined || entries > 0;
  const all: View[] = harvested
    ? ['runs', 'refused', 'held', 'values', 'quality', 'preview', 'reports']
    : ['runs'];
  return [
    ...all,
    ...(takesFiles ? (['file'] as const) : []),
    ...(pace === null ? [] : (['settings'] as const)),
  ];
}

export function Views({ source, view }: { source: ApiSource; view: View }) {
  const { say } = useSpeech();
  // What is for its administrators alone; whoever has the address is told so.
  const may: Partial<Record<View, boolean>> = {
    reports: useMay('reports.read', source.id) === true,
    settings: useMay('sources.set', source.id) === true,
  };
  const shown = viewsOf(source).filter((one) => (may[one] ?? true) || view === one);
  const waiting = source.held + source.grown;
  return (
    <nav className="views" aria-label={say('view.label')}>
      {shown.map((one) => (
        <PlaceLink
          key={one}
          path={`/sources/${source.id}`}
          {...(one === 'runs' ? {} : { query: new URLSearchParams({ view: one }) })}
          current={one === view}
        >
          {one === 'held' && waiting > 0
            ? say('view.n', { name: say('view.held'), n: waiting })
            : say(`view.${one}`)}
        </PlaceLink>
      ))}
    </nav>
  );
}
