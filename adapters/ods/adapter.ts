/** Opendatasoft, Explore API v2.1 or v1: paged by offset, in windows of the date of change behind the cap. */
import { clockOf, jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext } from '../contract.ts';
import { listByOffset } from '../paging/offsets.ts';
import { listWindowed, type WindowedWire } from '../paging/windowed.ts';
import type { Window } from '../paging/windows.ts';
import { probeByListing } from '../probe.ts';
import { parseDatasets } from './parse.ts';
import { datasetsRequest, odsOptions, TICK } from './request.ts';
import { statementOf } from './statement.ts';

function wireOf({ source, http, signal }: AdapterContext): WindowedWire {
  const options = odsOptions(source);
  const { cap, rows } = options;
  const search = (window: Window | null, start: number, limit: number) =>
    askAndRead(http, datasetsRequest(source, options, window, { start, rows: limit }), (answer) => ({
      ...parseDatasets(jsonOf(answer), answer.url, options),
      ...clockOf(answer),
      url: answer.url,
    }));
  return {
    cap,
    tick: TICK,
    undated: options.api === 'v2.1',
    pages: (window, cursor) =>
      listByOffset({ signal, rows, cap, ask: (start, limit) => search(window, start, limit) }, cursor),
    count: async (window) => (await search(window, 0, 1)).declared,
  };
}

export const odsAdapter: Adapter = {
  family: 'ods',

  probe: (context) => probeByListing(odsAdapter, context),

  list: (context, cursor) => listWindowed(wireOf(context), cursor),

  changes: {
    offered: () => true,
    list: (context, since, cursor) =>
      // To the whole second before it: more is harmless, less is not.
      listWindowed(wireOf(context), cursor, {
        from: Math.floor(Date.parse(since) / TICK) * TICK,
        until: null,
      }),
  },

  detail: async () => [],

  read: (source, record) => statementOf(record, source.harvest.base),
};
