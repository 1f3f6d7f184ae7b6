import { useState } from 'react';
import type { ApiDemand } from '../../../../api/types.ts';
import { useMay } from '../../api/acts.ts';
import { useDemandContact } from '../../api/demands.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { StateMark } from '../source/state.tsx';
import { AnswerDemand } from './answer-demand.tsx';
import { LikelyList } from './likely.tsx';

const LOOKS = { open: 'idle', answered: 'good', declined: 'warn' } as const;

/** One demand with its answer, and what may be the data that is missed. `alone`: right below the page's heading. */
export function DemandItem({ demand, alone = false }: { demand: ApiDemand; alone?: boolean }) {
  const { say, instant } = useSpeech();
  const { place } = useLabels();
  const may = useMay('demands.answer');
  const Need = alone ? 'h2' : 'h3';
  return (
    <li>
      <Need className="lines">{demand.need}</Need>
      <p className="dotted small quiet">
        <StateMark look={LOOKS[demand.state]}>{say(`demands.state.${demand.state}`)}</StateMark>
        <span>{demand.region === null ? say('demands.nowhere') : place(demand.region)}</span>
        <PlaceLink path={`/demands/${encodeURIComponent(demand.id)}`}>{instant(demand.at)}</PlaceLink>
      </p>
      {demand.purpose === null ? null : (
        <p className="lines">
          {say('demands.purpose')}
          {say('colon')}
          {demand.purpose}
        </p>
      )}
      {demand.answer === null ? null : (
        <div className="note">
          {demand.answer.text === null ? null : <p className="lines">{demand.answer.text}</p>}
          {demand.answer.resource === null ? null : (
            <p>
              {say('demands.answer.resource')}
              {say('colon')}
              <PlaceLink path={`/resources/${encodeURIComponent(demand.answer.resource)}`}>
                {demand.answer.title ?? demand.answer.resource}
              </PlaceLink>
            </p>
          )}
          <p className="small quiet">{say('demands.answer.at', { at: instant(demand.answer.at) })}</p>
        </div>
      )}
      {demand.likely.length === 0 ? null : (
        <>
          <p className="small quiet">{say('demands.likely')}</p>
          <LikelyList likely={demand.likely} />
        </>
      )}
      {may ? (
        <>
          {demand.hasContact ? <Contact demand={demand.id} /> : null}
          <AnswerDemand demand={demand} />
        </>
      ) : null}
    </li>
  );
}

/** Shown when asked for, to whom it concerns. */
function Contact({ demand }: { demand: string }) {
  const { say } = useSpeech();
  const [asked, setAsked] = useState(false);
  const { data, isError } = useDemandContact(asked ? demand : null);
  if (isError) return <p className="small quiet">{say('demands.contact.denied')}</p>;
  if (data !== undefined)
    return (
      <p className="small">
        {say('demands.contact')}
        {say('colon')}
        {data.contact}
      </p>
    );
  return (
    <p className="small">
      <button type="button" className="link" onClick={() => setAsked(true)}>
        {say('demands.contact.show')}
      </button>
    </p>
  );
}
