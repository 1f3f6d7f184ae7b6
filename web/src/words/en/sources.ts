import type { sources as zh } from '../zh/sources.ts';

/** English words of the pages of sources. */
export const sources: Record<keyof typeof zh, string> = {
  'sources.title': 'Sources',
  'sources.lead':
    '{all} expected sources of the national catalogue, {harvestable} of them configured for harvest.',
  'sources.name': 'Platform',
  'sources.region': 'Region',
  'sources.state': 'State',
  'sources.entries': 'Entries',
  'sources.lastGood': 'Last success',
  'sources.reason': 'Remark',
  'sources.filter': 'Filter by name',
  'source.family': 'Family',
  'source.home': 'Home page',
  'source.nextDue': 'Next harvest',
  'source.evidence': 'Evidence',
  'source.agency': 'Agency',
  'source.held': '{n} removals wait for a person',
  'source.grown': '{n} new entries wait for a person',
  'sources.trend': '30 days',
  'sources.late': 'Late entries',
  'sources.overdue': 'due, waiting its turn',
  'sources.none': 'No source is like that.',
  'sources.mode.all': 'All modes',
  'sources.all': 'All',
  'source.unharvestable.awaiting-endpoint': 'No address to harvest yet',
  'source.unharvestable.wire-unknown': 'Its interface is not known yet',
};
