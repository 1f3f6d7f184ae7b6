/** One demand at an address of its own: what a notice of something likely leads to. */
import { useParams } from 'react-router';
import { useDemand } from '../../api/demands.ts';
import { Answer } from '../../parts/answer.tsx';
import { DemandItem } from '../../parts/demands/demand.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useSpeech } from '../../words/language.tsx';

export function DemandPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams();
  usePageTitle(say('demands.one'));
  return (
    <>
      <h1>{say('demands.one')}</h1>
      <Answer of={useDemand(id)}>
        {(demand) => (
          <ol className="demands">
            <DemandItem demand={demand} alone />
          </ol>
        )}
      </Answer>
      <p>
        <PlaceLink path="/subscriptions/new" query={new URLSearchParams({ demand: id })}>
          {say('notices.demands.subscribe')}
        </PlaceLink>
      </p>
      <p>
        <PlaceLink path="/demands">{say('demands.all')}</PlaceLink>
      </p>
    </>
  );
}
