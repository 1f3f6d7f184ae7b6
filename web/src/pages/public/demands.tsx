/** What data people miss: left by anybody, seen by all, answered by who holds it; and what searches did not find. */
import { useSearchParams } from 'react-router';
import { LeaveDemand } from '../../parts/demands/leave.tsx';
import { DemandsLeft } from '../../parts/demands/list.tsx';
import { Unmet } from '../../parts/demands/unmet.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { useSpeech } from '../../words/language.tsx';

export function DemandsPage() {
  const { say } = useSpeech();
  const [search] = useSearchParams();
  usePageTitle(say('demands.title'));
  return (
    <>
      <h1>{say('demands.title')}</h1>
      <p className="quiet">{say('demands.lead')}</p>
      <div className="demands-page">
        {/* Another need that is brought along begins a new form. */}
        <LeaveDemand key={`${search.get('need')}:${search.get('of')}`} />
        <div>
          <DemandsLeft />
          <Unmet />
        </div>
      </div>
    </>
  );
}
