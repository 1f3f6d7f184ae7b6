/** What a source, an address or a file would come to: what it speaks, what fails, and its first records. */
import type { ApiPreview } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { StateMark } from '../source/state.tsx';
import { Advice } from './advice.tsx';
import { Faults } from './faults.tsx';
import { Row } from './row.tsx';
import { Tried } from './tried.tsx';

/** `handing`: the row is to be handed in to somebody else. */
export function Preview({ preview, handing = true }: { preview: ApiPreview; handing?: boolean }) {
  const { items, problems, row } = preview;
  return (
    <div className="preview">
      <Spoken preview={preview} />
      <Faults problems={problems} />
      {items.length === 0 ? null : (
        <>
          <Advice items={items} />
          <Tried items={items} />
        </>
      )}
      {row === null || !handing ? null : <Row row={row} placed={preview.region !== null} />}
    </div>
  );
}

/** What it speaks, and how much of it would be taken. */
function Spoken({
  preview: { family, alternatives, title, region, declared, items },
}: {
  preview: ApiPreview;
}) {
  const { say, count } = useSpeech();
  const { family: familyName, place } = useLabels();
  const refused = items.filter((item) => item.refused !== null).length;
  const look = items.length === 0 ? 'bad' : refused > 0 ? 'warn' : 'good';
  const facts: [string, string | undefined][] = [
    [say('source.family'), family === null ? undefined : familyName(family)],
    [say('preview.alternatives'), alternatives.map(familyName).join(say('and')) || undefined],
    [say('preview.title'), title ?? undefined],
    [say('fact.region'), region === null ? undefined : place(region)],
    [say('ledger.declared'), declared === null ? undefined : say('preview.n', { n: count(declared) })],
    [
      say('preview.read'),
      items.length === 0
        ? undefined
        : say('preview.counts', { all: items.length, taken: items.length - refused, refused }),
    ],
  ];
  return (
    <section role="status">
      <h2>
        {say('preview.title.result')} <StateMark look={look}>{say(`preview.look.${look}`)}</StateMark>
      </h2>
      <dl className="kept">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="small quiet">{say('preview.nothing')}</p>
    </section>
  );
}
