import type { ApiSource } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { usePageTitle } from '../page-title.ts';
import { PlaceLink } from '../place-link.tsx';
import { ProblemNote } from '../problem.tsx';
import { StateMark } from './state.tsx';

/** What a source is called, how it stands, and what is to be done about it. */
export function SourceHead({ source }: { source: ApiSource }) {
  const { say, count, language } = useSpeech();
  usePageTitle(source.title);
  const query = new URLSearchParams({ source: source.id });
  return (
    <>
      <h1>{source.title}</h1>
      <p style={{ margin: '0.5rem 0' }}>
        <StateMark look={source.look}>{source.stateLabel[language]}</StateMark>{' '}
        {source.unharvestable === undefined ? null : (
          <span className="quiet">{say(`source.unharvestable.${source.unharvestable}`)}</span>
        )}
      </p>
      {source.todo === null ? null : <p className="quiet">{source.todo[language]}</p>}
      {source.problem === null ? null : <ProblemNote problem={source.problem} />}
      {source.note ? <p className="note small">{source.note}</p> : null}
      {source.entries === 0 ? null : (
        <dl className="figures">
          <div>
            <dt>{say('sources.entries')}</dt>
            <dd title={say('definition.entries')}>{count(source.entries)}</dd>
          </div>
          <div>
            <dt>{say('ledger.visible')}</dt>
            <dd title={say('definition.resources')}>
              <PlaceLink path="/search" query={query}>
                {count(source.resources)}
              </PlaceLink>
            </dd>
          </div>
        </dl>
      )}
    </>
  );
}
