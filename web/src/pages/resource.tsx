/** A resource: the story left, the facts right, its offers side by side below. */
import { useParams } from 'react-router';
import type { ApiResource, ApiStoredEntry } from '../../../api/types.ts';
import { useResource } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { Report } from '../parts/reports/report.tsx';
import { Citation } from '../parts/resource/citation.tsx';
import { Compare } from '../parts/resource/compare.tsx';
import { DataItems } from '../parts/resource/data-items.tsx';
import { Distributions } from '../parts/resource/distributions.tsx';
import { Facts } from '../parts/resource/facts.tsx';
import { fieldWord } from '../parts/resource/field-names.ts';
import { Later } from '../parts/resource/later.tsx';
import { Links } from '../parts/resource/links.tsx';
import { Offers } from '../parts/resource/offers.tsx';
import { Operation } from '../parts/resource/operation.tsx';
import { Registrations } from '../parts/resource/registrations.tsx';
import { Steps } from '../parts/resource/steps.tsx';
import { useSpeech } from '../words/language.tsx';

export function ResourcePage() {
  const { id = '' } = useParams();
  const answer = useResource(id);
  return <Answer of={answer}>{(resource) => <ResourceView resource={resource} />}</Answer>;
}

function ResourceView({ resource }: { resource: ApiResource }) {
  const { say } = useSpeech();
  const { lead, offers } = resource;
  const { entry } = lead;
  usePageTitle(entry.title);
  return (
    <article>
      <div className="two">
        <div className="story">
          <h1>{entry.title}</h1>
          {entry.description ? (
            <>
              <h2>{say('resource.description')}</h2>
              <p style={{ whiteSpace: 'pre-line' }}>{entry.description}</p>
            </>
          ) : null}
          <h2>{say('resource.get')}</h2>
          <Steps stored={lead} />
          <Distributions stored={lead} />
          <Operation entry={entry} />
          <Registrations resource={resource} />
          {entry.dataItems.length > 0 ? <DataItems items={entry.dataItems} /> : null}
          {offers.length > 1 ? (
            <>
              <Offers offers={offers} />
              <Compare offers={offers} />
              <Links resource={resource} />
            </>
          ) : null}
          <Remarks stored={lead} />
          <Citation resource={resource} />
          <Report resource={resource} />
          {/* Last, so that nothing moves when it comes. */}
          <Later resource={resource} />
        </div>
        <Facts stored={lead} />
      </div>
    </article>
  );
}

/** What the source said and we could not read, in its own words. */
function Remarks({ stored }: { stored: ApiStoredEntry }) {
  const { say } = useSpeech();
  const remarks = stored.entry.remarks.filter(
    ({ raw, code }) => raw !== undefined && code !== 'masked' && code !== 'inferred',
  );
  if (remarks.length === 0) return null;
  const nameOf = (field: string) => {
    const word = fieldWord(field);
    return word === undefined ? field : say(word);
  };
  return (
    <>
      <h2>{say('resource.remarks')}</h2>
      <dl>
        {remarks.map((remark) => (
          <div key={`${remark.field}:${remark.code}:${remark.raw}`} className="small">
            <dt className="quiet" style={{ display: 'inline' }}>
              {nameOf(remark.field)}
            </dt>{' '}
            <dd style={{ display: 'inline' }}>{remark.raw}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
