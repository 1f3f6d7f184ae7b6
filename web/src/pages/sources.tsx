/** The expected resource base: every source with its state, its entries by day, when it is due, and what is the matter. */
import { useMemo } from 'react';
import type { ApiSourceList } from '../../../api/types.ts';
import { useMay } from '../api/acts.ts';
import { useSources } from '../api/questions.ts';
import { useTrends } from '../api/sources.ts';
import { Answer } from '../parts/answer.tsx';
import { useChoosing } from '../parts/choosing.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { chosenOf, SourceFilters } from '../parts/sources/filters.tsx';
import { type Column, ordered, orderOf, written } from '../parts/sources/order.ts';
import { SourceTable } from '../parts/sources/table.tsx';
import { useSpeech } from '../words/language.tsx';

export function SourcesPage() {
  const { say } = useSpeech();
  const answer = useSources();
  usePageTitle(say('sources.title'));
  return (
    <>
      <h1>{say('sources.title')}</h1>
      <Answer of={answer} lines={14}>
        {(list) => <Sources list={list} />}
      </Answer>
    </>
  );
}

/** Which of them and in which order stands in the address: `name`, `mode`, `state`, `sort`. */
function Sources({ list }: { list: ApiSourceList }) {
  const { say } = useSpeech();
  const [search, choose] = useChoosing();
  const mayAdd = useMay('sources.add') === true;
  const lines = useTrends().data?.items;
  const trends = useMemo(() => new Map(lines?.map((trend) => [trend.source, trend])), [lines]);
  const order = orderOf(search.get('sort'));
  const sort = (by: Column) => {
    // Of figures and dates the greatest are looked for, of words the first.
    const down = order.by === by ? !order.down : by !== 'name' && by !== 'place';
    choose('sort', written({ by, down }));
  };
  const shown = chosenOf(list, search);
  const harvestable = list.items.filter((source) => source.unharvestable === undefined).length;
  return (
    <>
      <p className="quiet">
        {say('sources.lead', { all: list.items.length, harvestable })}{' '}
        <PlaceLink path="/unknowns">{say('unknowns.title')}</PlaceLink>
        {mayAdd ? (
          <>
            {' '}
            <PlaceLink path="/sources/new">{say('new.title')}</PlaceLink>
          </>
        ) : null}
      </p>
      <SourceFilters list={list} search={search} choose={choose} />
      {shown.length === 0 ? (
        <p className="note">
          {say('sources.none')} <PlaceLink path="/sources">{say('search.none.clear')}</PlaceLink>
        </p>
      ) : (
        <SourceTable sources={ordered(shown, order, trends)} trends={trends} order={order} sort={sort} />
      )}
    </>
  );
}
