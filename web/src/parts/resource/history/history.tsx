/** What became of a resource, newest first: when, at which source, in which run, and which fields. */
import type { ApiResource, ApiResourceHistory } from '../../../../../api/types.ts';
import { useSpeech } from '../../../words/language.tsx';
import { PlaceLink } from '../../place-link.tsx';
import { DateLine } from './date-line.tsx';
import { FieldChanges } from './field-changes.tsx';

/** Records shown until more are asked for. */
const FEW = 6;

type Item = ApiResourceHistory['items'][number];
interface Props {
  history: ApiResourceHistory;
  offers: ApiResource['offers'];
}

export function History({ history: { items, truncated }, offers }: Props) {
  const { say } = useSpeech();
  if (items.length === 0) return null;
  const titles = new Map(offers.map(({ source }) => [source.id, source.title]));
  const line = (item: Item) => <Happened key={item.id} item={item} source={titles.get(item.source)} />;
  const rest = items.slice(FEW);
  return (
    <section id="history">
      <h2>{say('history.title')}</h2>
      <DateLine times={items.map(({ at }) => at)} />
      <ol className="history">{items.slice(0, FEW).map(line)}</ol>
      {rest.length === 0 ? null : (
        <details>
          <summary>{say('history.more', { n: rest.length })}</summary>
          <ol className="history">{rest.map(line)}</ol>
        </details>
      )}
      {truncated ? <p className="quiet small">{say('history.truncated')}</p> : null}
    </section>
  );
}

function Happened({ item, source }: { item: Item; source: string | undefined }) {
  const { say, instant } = useSpeech();
  return (
    <li>
      <p>
        <time dateTime={item.at}>{instant(item.at)}</time> <strong>{say(`history.${item.kind}`)}</strong>{' '}
        <span className="small">
          <PlaceLink path={`/sources/${item.source}`}>{source ?? item.source}</PlaceLink>
          {item.run === null ? null : (
            <>
              {say('comma')}
              <PlaceLink path={`/runs/${item.run}`}>{say('history.run')}</PlaceLink>
            </>
          )}
        </span>
      </p>
      {item.changes.length === 0 ? null : <FieldChanges changes={item.changes} />}
    </li>
  );
}
