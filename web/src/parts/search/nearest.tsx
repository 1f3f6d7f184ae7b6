/** Where nothing was found: what would be, without one of the filters, or by one of the words. */
import type { ApiSearchResult, Facet } from '../../../../api/types.ts';
import { useSearchAnswer } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { countQuery } from './question.ts';

/** Each costs a request. */
const MOST = 6;

interface Neighbour {
  key: string;
  name: string;
  query: URLSearchParams;
}

export function Nearest({ result, asked }: { result: ApiSearchResult; asked: URLSearchParams }) {
  const { say, language } = useSpeech();
  const neighbours: Neighbour[] = [];
  for (const [facet, values] of Object.entries(result.filters)) {
    const query = new URLSearchParams(asked);
    query.delete(facet);
    const names = values.map((value) => value.label[language]).join(say('and'));
    neighbours.push({
      key: facet,
      name: say('search.none.without', { name: `${say(`facet.${facet as Facet}`)}${say('colon')}${names}` }),
      query,
    });
  }
  if (result.terms.length > 1 && result.nearest.length === 0) {
    for (const term of result.terms) {
      const query = new URLSearchParams(asked);
      query.set('q', term);
      neighbours.push({ key: `q=${term}`, name: say('search.none.only', { name: term }), query });
    }
  }
  return (
    <ul>
      {neighbours.slice(0, MOST).map((each) => (
        <NeighbourItem key={each.key} name={each.name} query={each.query} />
      ))}
    </ul>
  );
}

function NeighbourItem({ name, query }: Pick<Neighbour, 'name' | 'query'>) {
  const { say } = useSpeech();
  const found = useSearchAnswer(countQuery(query)).data?.resources ?? 0;
  if (found === 0) return null;
  query.delete('cursor');
  query.delete('lang');
  return (
    <li>
      <PlaceLink path="/search" query={query}>
        {name}
      </PlaceLink>{' '}
      <span className="quiet small">{say('search.none.count', { n: found })}</span>
    </li>
  );
}
