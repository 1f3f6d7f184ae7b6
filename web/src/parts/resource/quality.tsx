/** How good the record is, and for each thing it lacks the reason and what would mend it. */
import type { ApiEntryQuality } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

export function Quality({ quality }: { quality: ApiEntryQuality }) {
  const { say, language, instant } = useSpeech();
  const { label } = useLabels();
  const lacking = quality.findings.filter(({ points, of }) => points < of);
  return (
    <section id="quality">
      <h2>{say('quality.title')}</h2>
      <p>
        <strong>{say('quality.score', { n: Math.round(quality.score) })}</strong>{' '}
        <span className="tag">{label('quality', quality.band)}</span>{' '}
        <span className="quiet small">
          {say('quality.mqa', { n: quality.mqa.points })} · {say('foot.date', { date: instant(quality.at) })}
        </span>
      </p>
      <ul className="dimensions">
        {Object.entries(quality.dimensions).map(([dimension, share]) => (
          <li key={dimension}>
            <span>{say(`quality.${dimension as keyof typeof quality.dimensions}`)}</span>
            <meter
              min={0}
              max={1}
              value={share}
              aria-label={say(`quality.${dimension as keyof typeof quality.dimensions}`)}
            />
            <span className="quiet small">{Math.round(share * 100)}%</span>
          </li>
        ))}
      </ul>
      {lacking.length === 0 ? null : (
        <details open={lacking.length <= 4}>
          <summary>{say('quality.lacking', { n: lacking.length })}</summary>
          <ul className="small">
            {lacking.map((one) => (
              <li key={one.code}>
                {one.label[language]}
                <span className="quiet">
                  {say('colon')}
                  {one.mend[language]} · {say('quality.points', { n: one.of - one.points })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
