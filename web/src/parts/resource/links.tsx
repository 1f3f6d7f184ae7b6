/** Why the offers of a resource are taken for one thing. */
import type { ApiResource } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

export function Links({ resource }: { resource: ApiResource }) {
  const { say } = useSpeech();
  const { links, offers } = resource;
  if (links.length === 0) return null;
  const sources = new Map(offers.map(({ entry, source }) => [entry.id, source]));
  const name = (id: string) => {
    const source = sources.get(id);
    return source === undefined ? id : <PlaceLink path={`/sources/${source.id}`}>{source.title}</PlaceLink>;
  };
  return (
    <section id="links">
      <h2>{say('links.title')}</h2>
      <ul>
        {links.map(({ between: [one, other], grounds }) => (
          <li key={`${one} ${other}`} className="sentence">
            {name(one)} <span className="code small">{one}</span> · {name(other)}{' '}
            <span className="code small">{other}</span>
            <span className="quiet">
              {' '}
              {grounds.map((ground) => say(`links.${ground}`)).join(say('links.and'))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
