/** The pages there are: address, name in the bar for those that stand there, and the code that a visit loads. */
import { type ComponentType, lazy } from 'react';
import type { Word } from './words/zh.ts';

interface Place {
  path: string;
  page: ComponentType;
  /** Its name among the places of the top bar. */
  bar?: Word;
  /** Its name among the places of the foot. */
  foot?: Word;
}

/** A page by the name that its file exports it by, fetched when it is first shown. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

export const PLACES: Place[] = [
  { path: '/search', bar: 'nav.search', page: page(() => import('./pages/search.tsx'), 'SearchPage') },
  { path: '/resources/:id', page: page(() => import('./pages/resource.tsx'), 'ResourcePage') },
  {
    path: '/statistics',
    bar: 'nav.statistics',
    page: page(() => import('./pages/statistics.tsx'), 'StatisticsPage'),
  },
  { path: '/sources', bar: 'nav.sources', page: page(() => import('./pages/sources.tsx'), 'SourcesPage') },
  { path: '/sources/new', page: page(() => import('./pages/sources/new.tsx'), 'NewSourcePage') },
  { path: '/sources/:id', page: page(() => import('./pages/source.tsx'), 'SourcePage') },
  {
    path: '/coverage',
    bar: 'nav.coverage',
    page: page(() => import('./pages/coverage.tsx'), 'CoveragePage'),
  },
  {
    path: '/coverage/operation',
    page: page(() => import('./pages/operation.tsx'), 'OperationPage'),
  },
  { path: '/coverage/:region', page: page(() => import('./pages/coverage.tsx'), 'CoveragePage') },
  { path: '/watch', page: page(() => import('./pages/watch.tsx'), 'WatchPage') },
  { path: '/watch/:list', page: page(() => import('./pages/watch-list.tsx'), 'WatchListPage') },
  { path: '/runs', bar: 'nav.runs', page: page(() => import('./pages/runs.tsx'), 'RunsPage') },
  { path: '/runs/:id', page: page(() => import('./pages/run.tsx'), 'RunPage') },
  { path: '/unknowns', page: page(() => import('./pages/unknowns.tsx'), 'UnknownsPage') },
  {
    path: '/demands',
    foot: 'demands.title',
    page: page(() => import('./pages/public/demands.tsx'), 'DemandsPage'),
  },
  { path: '/demands/:id', page: page(() => import('./pages/public/demand.tsx'), 'DemandPage') },
  { path: '/join', foot: 'join.title', page: page(() => import('./pages/public/join.tsx'), 'JoinPage') },
  {
    path: '/subscriptions',
    page: page(() => import('./pages/notices/subscriptions.tsx'), 'SubscriptionsPage'),
  },
  { path: '/subscriptions/new', page: page(() => import('./pages/notices/subscribe.tsx'), 'SubscribePage') },
  {
    path: '/subscriptions/:id/confirm',
    page: page(() => import('./pages/notices/subscription-link.tsx'), 'ConfirmPage'),
  },
  {
    path: '/subscriptions/:id/unsubscribe',
    page: page(() => import('./pages/notices/subscription-link.tsx'), 'UnsubscribePage'),
  },
  { path: '/deliveries', page: page(() => import('./pages/notices/deliveries.tsx'), 'DeliveriesPage') },
  { path: '/login', page: page(() => import('./pages/login.tsx'), 'LoginPage') },
  { path: '/keys', page: page(() => import('./pages/keys.tsx'), 'KeysPage') },
];

export const HomePage = page(() => import('./pages/home.tsx'), 'HomePage');
