import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

/** From what was asked in vain to saying that it is missed; the words and the place come along. */
export function Missed({ asked }: { asked: URLSearchParams }) {
  const { say } = useSpeech();
  const need = asked.get('q')?.trim();
  if (!need) return null;
  const region = asked.get('county') ?? asked.get('city') ?? asked.get('province');
  const query = new URLSearchParams({ need, ...(region && { of: region }) });
  return (
    <p>
      <PlaceLink path="/demands" query={query}>
        {say('search.demand')}
      </PlaceLink>
    </p>
  );
}
