/** One finding: why it is one, what it is about, and what was decided of it. */
import type { ApiFinding } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { CertaintyMark } from './certainty.tsx';
import { Decide } from './decide.tsx';

export const VERDICTS = ['open', 'looking', 'not-a-fault'] as const satisfies NonNullable<
  ApiFinding['decision']
>['decision'][];

export function Finding({ list, finding }: { list: string; finding: ApiFinding }) {
  const { say, instant, language } = useSpeech();
  const { decision } = finding;
  return (
    <article className="note">
      <h2>{finding.title}</h2>
      <p className="small">
        <CertaintyMark of={finding.certainty} /> · {finding.region.label[language]} ·{' '}
        {say('watch.since', { at: instant(finding.since) })}
      </p>
      <ul>
        {finding.reasons.map((reason, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: reasons of one finding never change places
          <li key={at}>
            {reason.said[language]}
            {reason.words?.length ? <q>{reason.words.join(language === 'zh' ? '、' : ', ')}</q> : null}
          </li>
        ))}
      </ul>
      <ul className="small">
        {finding.entries.map((entry) => (
          <li key={entry.id}>
            <PlaceLink path={`/resources/${encodeURIComponent(entry.resource)}`}>{entry.title}</PlaceLink>{' '}
            <span className="quiet">{entry.publisher ?? entry.source.title}</span>
          </li>
        ))}
      </ul>
      <p>
        <strong>{say(`watch.${decision?.decision ?? 'open'}`)}</strong>{' '}
        {decision === null ? null : (
          <span className="quiet">
            {say('watch.by', { by: decision.by, at: instant(decision.at) })} {decision.note}
          </span>
        )}
      </p>
      <Decide list={list} finding={finding} />
    </article>
  );
}
