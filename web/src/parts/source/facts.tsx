/** What is configured of a source, and its dates. */
import type { ApiSource } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { useWhoName } from '../access/who-name.ts';

export function SourceFacts({ source }: { source: ApiSource }) {
  const { say, instant } = useSpeech();
  const { label, family, place } = useLabels();
  const who = useWhoName();
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
            <dd title={source.family}>{family(source.family)}</dd>
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
        {source.added ? (
          <>
            <dt>{say('added')}</dt>
            <dd>
              {source.added.by === null
                ? instant(source.added.at)
                : say('added.by', { who: who(source.added), at: instant(source.added.at) })}
            </dd>
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
