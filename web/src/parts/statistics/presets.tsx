/** Ways in: questions that are often asked, each an address. */
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { PlaceLink } from '../place-link.tsx';

const PRESETS: [Word, string][] = [
  ['statistics.preset.modes', 'rows=province&columns=mode'],
  ['statistics.preset.transport', 'rows=province&columns=openness&theme=transport&mode=opening'],
  ['statistics.preset.monthly', 'rows=theme&columns=modifiedMonth'],
  ['statistics.preset.publishers', 'rows=publisher&columns=openness'],
  ['statistics.preset.rows', 'rows=theme&columns=mode&measure=rows'],
  ['statistics.preset.formats', 'rows=format&columns=modifiedYear'],
  ['statistics.preset.late', 'rows=source&measure=late'],
  ['statistics.preset.quality', 'rows=province&columns=kind&measure=quality'],
  ['statistics.preset.registered', 'rows=province&measure=registered&mode=authorised-operation'],
];

export function Presets() {
  const { say } = useSpeech();
  return (
    <ul className="presets">
      {PRESETS.map(([name, query]) => (
        <li key={name}>
          <PlaceLink path="/statistics" query={new URLSearchParams(query)}>
            {say(name)}
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}
