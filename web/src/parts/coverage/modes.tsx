/** Expected against harvested by mode: sharing, opening, authorised operation. */
import type { ApiCoverage } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { filterOf } from './places.tsx';
import { Tallies } from './tallies.tsx';

export function Modes({ of }: { of: ApiCoverage }) {
  const { say, language } = useSpeech();
  const here = filterOf(of.region, of.places);
  return (
    <Tallies
      title={say('coverage.modes')}
      head={say('coverage.mode')}
      rows={of.modes.map((one) => ({
        ...one,
        key: one.mode,
        name: one.label[language],
        search: new URLSearchParams({ ...here, mode: one.mode, together: 'true' }),
      }))}
    />
  );
}
