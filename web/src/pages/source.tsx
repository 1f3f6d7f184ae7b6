/** One source: its state with the reason, its facts, its harvests. */
import { useParams } from 'react-router';
import type { ApiSource } from '../../../api/types.ts';
import { useLabels, useSource, useSourceRuns } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { ProblemNote } from '../parts/problem.tsx';
import { RunTable } from '../parts/source/run-table.tsx';
import { StateMark } from '../parts/source/state.tsx';
import { useSpeech } from '../words/language.tsx';

export function SourcePage() {
  const { id = '' } = useParams();
  const source = useSource(id);
  const runs = useSourceRuns(id);
  const { say } = useSpeech();
  return (
    <Answer of={source}>
      {(data) => (
        <div className="two">
          <div>
            <SourceHead source={data} />
            <h2>{say('source.runs')}</h2>
            <Answer of={runs}>{(list) => <RunTable runs={list.items} />}</Answer>
          </div>
          <SourceFacts source={data} />
        </div>
      )}
    </Answer>
  );
}

function SourceHead({ source }: { source: ApiSource }) {
  const { say, count, language } = useSpeech();
  usePageTitle(source.title);
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
        <>
          <dl className="figures">
            <div>
              <dt>{say('sources.entries')}</dt>
              <dd title={say('definition.entries')}>{count(source.entries)}</dd>
            </div>
            <div>
              <dt>{say('ledger.visible')}</dt>
              <dd title={say('definition.resources')}>
                <PlaceLink path="/search" query={new URLSearchParams({ source: source.id })}>
                  {count(source.resources)}
                </PlaceLink>
              </dd>
            </div>
            {source.held > 0 ? (
              <div>
                <dt>{say('ledger.withheld')}</dt>
                <dd>{count(source.held)}</dd>
              </div>
            ) : null}
          </dl>
          <PlaceLink path="/search" query={new URLSearchParams({ source: source.id })}>
            {say('source.data')}
          </PlaceLink>
        </>
      )}
    </>
  );
}

function SourceFacts({ source }: { source: ApiSource }) {
  const { say, instant } = useSpeech();
  const { label, place } = useLabels();
  return (
    <aside className="facts" aria-label={say('resource.facts')}>
      <h2>{say('resource.facts')}</h2>
      <dl>
        <dt>{say('fact.region')}</dt>
        <dd>{place(source.region)}</dd>
        <dt>{say('fact.mode')}</dt>
        <dd>{label('mode', source.mode)}</dd>
        {source.agency ? (
          <>
            <dt>{say('source.agency')}</dt>
            <dd>{source.agency}</dd>
          </>
        ) : null}
        {source.home ? (
          <>
            <dt>{say('source.home')}</dt>
            <dd>
              <a href={source.home} rel="noreferrer noopener" target="_blank">
                {source.home}
              </a>
            </dd>
          </>
        ) : null}
        {source.family ? (
          <>
            <dt>{say('source.family')}</dt>
            <dd className="code">{source.family}</dd>
          </>
        ) : null}
        {source.nextDue ? (
          <>
            <dt>{say('source.nextDue')}</dt>
            <dd>{instant(source.nextDue)}</dd>
          </>
        ) : null}
        {source.lastGood ? (
          <>
            <dt>{say('sources.lastGood')}</dt>
            <dd>{instant(source.lastGood)}</dd>
          </>
        ) : null}
        {source.evidence.length > 0 ? (
          <>
            <dt>{say('source.evidence')}</dt>
            <dd className="small">{source.evidence.join('；')}</dd>
          </>
        ) : null}
      </dl>
    </aside>
  );
}
