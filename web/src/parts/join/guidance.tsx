/** What a place that is not connected yet ought to know, in plain words. */
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { PlaceLink } from '../place-link.tsx';

const PARTS: { title: Word; lines: Word[] }[] = [
  { title: 'guide.steps', lines: ['guide.steps.1', 'guide.steps.2', 'guide.steps.3'] },
  {
    title: 'guide.platform',
    lines: ['guide.platform.1', 'guide.platform.2', 'guide.platform.3', 'guide.platform.4'],
  },
  { title: 'guide.file', lines: ['guide.file.1', 'guide.file.2', 'guide.file.3', 'guide.file.4'] },
  {
    title: 'guide.records',
    lines: ['guide.records.1', 'guide.records.2', 'guide.records.3', 'guide.records.4'],
  },
  { title: 'guide.manners', lines: ['guide.manners.1', 'guide.manners.2', 'guide.manners.3'] },
];

export function Guidance() {
  const { say } = useSpeech();
  return (
    <aside className="guidance" aria-label={say('guide.title')}>
      {PARTS.map(({ title, lines }) => (
        <section key={title}>
          <h2>{say(title)}</h2>
          <ol className={title === 'guide.steps' ? 'steps' : 'advice'}>
            {lines.map((line) => (
              <li key={line}>{say(line)}</li>
            ))}
          </ol>
        </section>
      ))}
      <p className="small">
        <PlaceLink path="/coverage">{say('guide.coverage')}</PlaceLink>
      </p>
    </aside>
  );
}
