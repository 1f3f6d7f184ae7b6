/** Who set a value beside the file, what the file says, and the way back to it. */
import type { ApiSource } from '../../../../../api/types.ts';
import { useSpeech } from '../../../words/language.tsx';
import { useWhoName } from '../../access/who-name.ts';

interface Props {
  source: ApiSource;
  set: { by: string | null; at: string } | null;
  /** What holds where nothing is set, in words. */
  file: string;
  back: () => void;
  disabled: boolean;
}

export function SetBeside({ source, set, file, back, disabled }: Props) {
  const { say, instant } = useSpeech();
  const who = useWhoName();
  const added = source.added !== null;
  return (
    <p className="small quiet set-beside">
      <span>{say(added ? 'set.file.added' : 'set.file', { value: file })}</span>
      {set === null ? null : <span>{say('set.by', { who: who(set), at: instant(set.at) })}</span>}
      {set === null ? null : (
        <button type="button" className="button" disabled={disabled} onClick={back}>
          {say(added ? 'set.back.added' : 'set.back')}
        </button>
      )}
    </p>
  );
}
