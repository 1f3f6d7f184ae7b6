import { useLabels, useRegions } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

interface Props {
  label: string;
  /** What the empty choice is called. */
  none: string;
  /** GB/T 2260; '' chooses none. */
  value: string;
  choose: (code: string) => void;
}

/** A province or a city, the cities under their provinces. */
export function RegionField({ label, none, value, choose }: Props) {
  const { language } = useSpeech();
  const { place } = useLabels();
  const places = useRegions().data?.items ?? [];
  const provinces = places.filter(({ level }) => level === 'province');
  const listed = value === '' || places.some(({ code }) => code === value);
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{none}</option>
        {listed ? null : <option value={value}>{place(value)}</option>}
        {provinces.map((province) => (
          <optgroup key={province.code} label={province.label[language]}>
            <option value={province.code}>{province.label[language]}</option>
            {places
              .filter(({ level, parent }) => level === 'city' && parent === province.code)
              .map((city) => (
                <option key={city.code} value={city.code}>
                  {city.label[language]}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
