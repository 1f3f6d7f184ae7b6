/** How sure a finding is, in words. */
import type { ApiFinding, ApiWatch } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { StateMark } from '../source/state.tsx';

type Certainty = ApiFinding['certainty'];

const LOOKS = { certain: 'bad', likely: 'warn', possible: 'idle' } as const satisfies Record<
  Certainty,
  string
>;
const ALL = Object.keys(LOOKS) as Certainty[];

export function CertaintyMark({ of }: { of: Certainty }) {
  const { say } = useSpeech();
  return <StateMark look={LOOKS[of]}>{say(`watch.${of}`)}</StateMark>;
}

export function CertaintyCounts({ of }: { of: ApiWatch['lists'][number]['certainties'] }) {
  const { say, count } = useSpeech();
  return ALL.filter((one) => of[one] > 0).map((one) => (
    <span key={one} className="quiet">{`${say(`watch.${one}`)} ${count(of[one])} `}</span>
  ));
}
