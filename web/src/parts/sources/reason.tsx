import type { ApiSource } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

/** Why a source is not well, in a line; what waits for a person leads to it. */
export function Reason({ source }: { source: ApiSource }) {
  const { say, language } = useSpeech();
  if (source.unharvestable !== undefined) {
    return <span className="quiet small">{say(`source.unharvestable.${source.unharvestable}`)}</span>;
  }
  if (source.held > 0 || source.grown > 0)
    return (
      <span className="small">
        <PlaceLink path={`/sources/${source.id}`} query={new URLSearchParams({ view: 'held' })}>
          {source.held > 0
            ? say('source.held', { n: source.held })
            : say('source.grown', { n: source.grown })}
        </PlaceLink>
      </span>
    );
  if (source.problem === null) return null;
  return (
    <span className="small" title={source.todo?.[language]}>
      {source.problem.message}
      {source.state === 'moved' ? `: ${source.problem.detail}` : ''}
    </span>
  );
}
