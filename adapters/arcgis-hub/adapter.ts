/** ArcGIS Hub's Search API: paged by offset, in windows of the date of change behind the cap. */
import { clockOf, jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext } from '../contract.ts';
import { listByOffset } from '../paging/offsets.ts';
import { listWindowed, type WindowedWire } from '../paging/windowed.ts';
import type { Window } from '../paging/windows.ts';
import { probeByListing } from '../probe.ts';
import { parseItems } from './parse.ts';
import { hubOptions, itemsRequest } from './request.ts';
import { statementOf } from './statement.ts';

function wireOf({ source, http, signal }: AdapterContext): WindowedWire {
  const options = hubOptions(source);
  const { cap, rows } = options;
  const search = (window: Window | null, start: number, limit: number) =>
    askAndRead(http, itemsRequest(source, options, window, { start, rows: limit }), (answer) => ({
      ...parseItems(jsonOf(answer), answer.url, options),
      ...clockOf(answer),
      url: answer.url,
    }));
  return {
    cap,
    tick: 1,
    undated: true,
    pages: (window, cursor) =>
      listByOffset({ signal, rows, cap, ask: (start, limit) => search(window, start, limit) }, cursor),
    count: async (window) => (await search(window, 0, 1)).declared,
  };
}

export const arcgisHubAdapter: Adapter = {
  family: 'arcgis-hub',

  probe: (context) => probeByListing(arcgisHubAdapter, context),

  list: (context, cursor) => listWindowed(wireOf(context), cursor),

  changes: {
    offered: () => true,
    list: (context, since, cursor) =>
      listWindowed(wireOf(context), cursor, { from: Date.parse(since), until: null }),
  },

  detail: async () => [],

  read: (source, record) => statementOf(record, source.harvest.base),
};
