import { useSearchParams } from 'react-router';
import type { ApiDemand } from '../../../../api/types.ts';
import { useDemands } from '../../api/demands.ts';
import { useSpeech } from '../../words/language.tsx';
import { Answer } from '../answer.tsx';
import { RegionField } from '../fields/region-field.tsx';
import { ListPages } from '../list-pages.tsx';
import { DemandItem } from './demand.tsx';

const STATES: ApiDemand['state'][] = ['open', 'answered', 'declined'];

/** Demands of a place and in a state, as the address says (`region`, `state`, `cursor`). */
export function DemandsLeft() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const query = new URLSearchParams({ size: '20' });
  for (const key of ['region', 'state', 'cursor']) {
    const value = search.get(key);
    if (value) query.set(key, value);
  }
  const choose = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    if (key !== 'cursor') next.delete('cursor');
    if (value === '') next.delete(key);
    else next.set(key, value);
    setSearch(next);
  };
  return (
    <section>
      <h2>{say('demands.left')}</h2>
      <div className="form across">
        <RegionField
          label={say('demands.region')}
          none={say('demands.region.all')}
          value={search.get('region') ?? ''}
          choose={(region) => choose('region', region)}
        />
        <label>
          <span>{say('demands.state')}</span>
          <select value={search.get('state') ?? ''} onChange={(event) => choose('state', event.target.value)}>
            <option value="">{say('demands.state.all')}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {say(`demands.state.${state}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Answer of={useDemands(query)}>
        {({ items, total, cursor }) => (
          <>
            <p className="quiet small" aria-live="polite">
              {say('demands.count', { n: total })}
            </p>
            {items.length === 0 ? <p className="note">{say('demands.none')}</p> : null}
            <ol className="demands">
              {items.map((demand) => (
                <DemandItem key={demand.id} demand={demand} />
              ))}
            </ol>
            <ListPages from={search.get('cursor')} next={cursor} go={(to) => choose('cursor', to ?? '')} />
          </>
        )}
      </Answer>
    </section>
  );
}
