/** Whose a resource is, of which place, how new: one line under its title. */
import type { ApiHit } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

export function HitLine({ lead }: { lead: ApiHit['lead'] }) {
  const { say, language } = useSpeech();
  const { label } = useLabels();
  return (
    <p className="line dotted">
      {lead.publisher ? <span>{lead.publisher.name}</span> : null}
      <span>{lead.place[language]}</span>
      {lead.modified ? <span>{say('updated', { date: lead.modified.slice(0, 10) })}</span> : null}
      {!lead.modified && lead.issued ? (
        <span>{say('issued', { date: lead.issued.slice(0, 10) })}</span>
      ) : null}
      {lead.frequency ? (
        <span>
          {lead.frequency.code === null ? lead.frequency.raw : label('frequency', lead.frequency.code)}
        </span>
      ) : null}
    </p>
  );
}
