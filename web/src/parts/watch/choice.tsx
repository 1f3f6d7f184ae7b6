/** A choice that stands in the address; another choice starts from the first page. */
import { useSearchParams } from 'react-router';
import { useSpeech } from '../../words/language.tsx';

interface Props {
  name: string;
  label: string;
  values: [value: string, words: string][];
  /** What stands for no choice; all where absent. */
  none?: string;
}

export function Choice({ name, label, values, none }: Props) {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const choose = (value: string) => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next);
  };
  return (
    <label className="choice">
      {label}{' '}
      <select
        className="button"
        value={search.get(name) ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{none ?? say('watch.all')}</option>
        {values.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
