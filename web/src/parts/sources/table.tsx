import type { ReactNode } from 'react';
import type { ApiSource } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { StateMark } from '../source/state.tsx';
import { Trend as TrendLine } from '../source/trend.tsx';
import type { Column, Order, Trend } from './order.ts';
import { Reason } from './reason.tsx';

interface Props {
  sources: ApiSource[];
  trends: ReadonlyMap<string, Trend>;
  order: Order;
  sort: (by: Column) => void;
}

export function SourceTable({ sources, trends, order, sort }: Props) {
  const { say } = useSpeech();
  const head = (by: Column, text: string, className = '') => (
    <Head by={by} order={order} sort={sort} className={className}>
      {text}
    </Head>
  );
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {head('name', say('sources.name'))}
            {head('place', say('sources.region'))}
            <th>{say('sources.state')}</th>
            {head('entries', say('sources.entries'), 'number')}
            <th>{say('sources.trend')}</th>
            {head('late', say('sources.late'), 'number')}
            {head('lastGood', say('sources.lastGood'))}
            {head('nextDue', say('source.nextDue'))}
            <th>{say('sources.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <Row key={source.id} source={source} trend={trends.get(source.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  by: Column;
  order: Order;
  sort: (by: Column) => void;
  className: string;
  children: ReactNode;
}

/** A column's name, which orders the list by it; again, the other way round. */
function Head({ by, order, sort, className, children }: HeadProps) {
  const chosen = order.by === by;
  const direction = order.down ? 'descending' : 'ascending';
  return (
    <th className={className} aria-sort={chosen ? direction : 'none'}>
      <button type="button" className="link sort" onClick={() => sort(by)}>
        {children}
        <span aria-hidden="true">{chosen ? (order.down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

function Row({ source, trend }: { source: ApiSource; trend: Trend | undefined }) {
  const { say, count, instant, language } = useSpeech();
  const overdue = source.nextDue !== null && Date.parse(source.nextDue) < Date.now();
  return (
    <tr>
      <td data-row>
        <PlaceLink path={`/sources/${source.id}`}>{source.title}</PlaceLink>
      </td>
      <td className="nowrap">{source.regionLabel[language]}</td>
      <td>
        <StateMark look={source.look}>{source.stateLabel[language]}</StateMark>
      </td>
      <td className="number">
        {source.entries > 0 ? (
          <PlaceLink path="/search" query={new URLSearchParams({ source: source.id })}>
            {count(source.entries)}
          </PlaceLink>
        ) : null}
      </td>
      <td>
        <TrendLine points={(trend?.days ?? []).map(({ day, entries }) => ({ day, value: entries }))} />
      </td>
      <td className="number">{trend === undefined ? '' : count(trend.late)}</td>
      <td className="nowrap">{source.lastGood ? instant(source.lastGood) : ''}</td>
      <td className="nowrap">
        {source.nextDue === null ? '' : instant(source.nextDue)}
        {overdue ? <div className="small">{say('sources.overdue')}</div> : null}
      </td>
      <td>
        <Reason source={source} />
      </td>
    </tr>
  );
}
