/** What would make the entries better: what they lack, and values that no code list has. */
import type { ApiPreview } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { wantingOf } from './wanting.ts';

/** Values that are shown of one field. */
const FEW = 5;

export function Advice({ items }: { items: ApiPreview['items'] }) {
  const { say } = useSpeech();
  const wanting = wantingOf(items);
  if (wanting.length === 0) return null;
  return (
    <section>
      <h3>{say('preview.advice')}</h3>
      <ul className="advice">
        {wanting.map(({ field, missing, records, values }) => (
          <li key={`${field}:${missing}`}>
            {missing
              ? say('preview.lacks', { field: say(field), n: records })
              : say('preview.strange', {
                  field: say(field),
                  n: records,
                  values: values.slice(0, FEW).join(say('and')),
                })}
          </li>
        ))}
      </ul>
    </section>
  );
}
