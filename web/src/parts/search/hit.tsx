/** One resource in a list of results. */
import type { ApiHit } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { HitLine } from './hit-line.tsx';
import { Marked } from './marked.tsx';
import { Why } from './why.tsx';

const FORMATS_SHOWN = 6;

export function HitItem({ hit }: { hit: ApiHit }) {
  const { say } = useSpeech();
  const { label } = useLabels();
  const { lead, offers, highlight } = hit;
  const elsewhere = offers.sources.length - 1;
  const summary = highlight?.description ?? { text: lead.description ?? '', matches: [] };
  return (
    <li className="hit">
      <h3 data-row>
        <PlaceLink path={`/resources/${encodeURIComponent(hit.resource)}`}>
          <Marked text={lead.title} matches={highlight?.title ?? []} />
        </PlaceLink>
      </h3>
      <HitLine lead={lead} />
      {summary.text === '' || summary.text === lead.title ? null : (
        <p className="summary">
          <Marked text={summary.text} matches={summary.matches} />
        </p>
      )}
      <div className="tags">
        <span className="tag">{label('mode', lead.mode)}</span>
        {lead.openness && lead.openness.class !== 'unknown' ? (
          <span className="tag">{label('openness', lead.openness.class)}</span>
        ) : null}
        {lead.kind === 'dataset' ? null : <span className="tag">{label('kind', lead.kind)}</span>}
        {lead.formats.slice(0, FORMATS_SHOWN).map((format) => (
          <span key={format} className="tag">
            {label('format', format)}
          </span>
        ))}
      </div>
      {hit.why ? <Why reasons={hit.why} /> : null}
      {hit.folded ? (
        <p className="also small quiet">{say('search.folded', { n: hit.folded.count })}</p>
      ) : null}
      {elsewhere > 0 ? (
        <p className="also small quiet">
          {say('search.also', {
            names: offers.sources
              .filter((source) => source.id !== lead.source.id)
              .map((source) => source.title)
              .join(say('and')),
            n: elsewhere,
          })}
        </p>
      ) : null}
    </li>
  );
}
