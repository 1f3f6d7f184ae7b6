import { useLabels, useRegions, useSources } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { Choosing } from './choosing.tsx';
import { useSourceTitles } from './scope.tsx';

interface Props {
  regions: string[];
  setRegions: (codes: string[]) => void;
  /** Absent, only places are asked for. */
  sources?: { chosen: string[]; choose: (ids: string[]) => void };
}

/** Which sources and places are meant: provinces and cities, each with all that lies in it. */
export function ScopeFields({ regions, setRegions, sources }: Props) {
  const { say, language } = useSpeech();
  const { place } = useLabels();
  const title = useSourceTitles();
  const known = useSources().data?.items ?? [];
  const places = (useRegions().data?.items ?? []).filter(
    ({ level }) => level === 'province' || level === 'city',
  );
  return (
    <>
      {sources === undefined ? null : (
        <Choosing
          label={say('keys.sources')}
          add={say('keys.sources.add')}
          options={known.map(({ id, title: text }) => ({ value: id, text }))}
          chosen={sources.chosen}
          choose={sources.choose}
          name={title}
        />
      )}
      <Choosing
        label={say('keys.regions')}
        add={say('keys.regions.add')}
        options={places.map(({ code, level, label }) => ({
          value: code,
          text: level === 'province' ? label[language] : place(code),
        }))}
        chosen={regions}
        choose={setRegions}
        name={place}
      />
    </>
  );
}
