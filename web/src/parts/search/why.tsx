/** Why a hit is there: each word of the question, as what it stands in the resource, and where. */
import type { ApiHit } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

type Reason = NonNullable<ApiHit['why']>[number];

export function Why({ reasons }: { reasons: Reason[] }) {
  const { say } = useSpeech();
  return (
    <ul className="why small" aria-label={say('search.why')}>
      {reasons.map((reason) => (
        <li key={`${reason.word}:${reason.as}`}>
          <ReasonText reason={reason} />
        </li>
      ))}
    </ul>
  );
}

function ReasonText({ reason: { word, as, by, in: places, weight } }: { reason: Reason }) {
  const { say } = useSpeech();
  const { label, province, place } = useLabels();
  const [facet = '', value = ''] = by === 'facet' ? as.split(/=(.*)/s) : [];
  const named =
    facet === 'province' || facet === 'city'
      ? place(value) || province(value)
      : label(facet as Parameters<typeof label>[0], value);
  const shown = by === 'facet' ? named : as;
  return (
    <>
      <strong>{word}</strong> {say(`search.why.${by}`, { as: shown })}
      {places.length === 0 ? null : (
        <span className="quiet">
          {' '}
          {say('search.why.in', {
            places: places.map((one) => say(`search.why.in.${one}`)).join(say('and')),
          })}
        </span>
      )}
      {weight === 1 ? null : <span className="quiet"> · {say('search.why.weight', { n: weight })}</span>}
    </>
  );
}
