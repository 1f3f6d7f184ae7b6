/** Where a catalogue's file is chosen. */
import { useSpeech } from '../../words/language.tsx';

export function FileField({ choose }: { choose: (file: File | undefined) => void }) {
  const { say } = useSpeech();
  return (
    <label>
      <span>{say('file.choose')}</span>
      <input
        type="file"
        accept=".xlsx,.csv,.json"
        required
        onChange={(event) => choose(event.target.files?.[0])}
      />
      <small className="quiet">{say('file.kinds')}</small>
    </label>
  );
}
