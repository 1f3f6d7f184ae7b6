import type { ApiDemand } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

/** Of each demand, so that the next is not pushed away. */
const SHOWN = 5;

/** What may be what is missed, and in what it differs. */
export function LikelyList({ likely }: { likely: ApiDemand['likely'] }) {
  const { say } = useSpeech();
  return (
    <ul className="advice">
      {likely.slice(0, SHOWN).map(({ resource, title, since, lacking }) => (
        <li key={resource}>
          <PlaceLink path={`/resources/${encodeURIComponent(resource)}`}>{title}</PlaceLink>{' '}
          <span className="quiet small">
            {lacking.length === 0 ? '' : say('demands.lacking', { words: lacking.join(say('and')) })}
            {say('demands.likely.since', { day: since.slice(0, 10) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
