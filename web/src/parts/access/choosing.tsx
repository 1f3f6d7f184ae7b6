import { useSpeech } from '../../words/language.tsx';

interface Props {
  label: string;
  /** The empty line of the list: what choosing does. */
  add: string;
  options: { value: string; text: string }[];
  chosen: string[];
  choose: (values: string[]) => void;
  name: (value: string) => string;
}

/** Several of many: a list to add from, and what was added, to be taken away again. */
export function Choosing({ label, add, options, chosen, choose, name }: Props) {
  const { say } = useSpeech();
  return (
    <div className="field">
      <label>
        <span>{label}</span>
        <select aria-label={label} value="" onChange={(event) => choose([...chosen, event.target.value])}>
          <option value="">{add}</option>
          {options
            .filter(({ value }) => !chosen.includes(value))
            .map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
        </select>
      </label>
      {chosen.length === 0 ? null : (
        <ul className="chips">
          {chosen.map((value) => (
            <li key={value}>
              <button
                type="button"
                className="chip"
                aria-label={say('keys.remove', { name: name(value) })}
                onClick={() => choose(chosen.filter((one) => one !== value))}
              >
                {name(value)} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
