/** Ways in by the values of one facet, each with the number of resources behind it. */
import type { ApiFacetValue, Facet } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { PlaceLink } from '../place-link.tsx';

export function Ways({ facet, title, values }: { facet: Facet; title: Word; values: ApiFacetValue[] }) {
  const { say, count, language } = useSpeech();
  const stated = values.filter(({ value }) => value !== '');
  if (stated.length === 0) return null;
  return (
    <section>
      <h2>{say(title)}</h2>
      <ul className="ways">
        {stated.map(({ value, label, count: resources }) => (
          <li key={value}>
            <PlaceLink path="/search" query={new URLSearchParams({ [facet]: value })}>
              {label[language]}
            </PlaceLink>
            <span className="quiet small">{count(resources)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
