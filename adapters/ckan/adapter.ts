/** CKAN, Action API v3: a list row is the whole record unless the source's options say otherwise. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import { keyAlias, labelAlias } from '../../config/labels.ts';
import type { RawPart } from '../../config/record.ts';
import { clockOf, jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { listByOffset } from '../paging/offsets.ts';
import { pastTheEnd } from '../paging/past-the-end.ts';
import { listWindowed, type WindowedWire } from '../paging/windowed.ts';
import type { Window } from '../paging/windows.ts';
import { probeByListing } from '../probe.ts';
import { packageOf, parseSearch, parseShow } from './parse.ts';
import { type CkanOptions, ckanOptions, searchRequest, showRequest } from './request.ts';
import { type LabelLookup, statementOf } from './statement.ts';

/** Where sites that end their offsets do so: a proxy's or Elasticsearch's limit on how deep a result may be paged. */
const USUAL_CAP = 10_000;

function wireOf({ source, http, signal }: AdapterContext, options: CkanOptions): WindowedWire {
  const search = (window: Window | null, start: number, rows: number) =>
    askAndRead(http, searchRequest(source, options, window, { start, rows }), (answer) => ({
      ...parseSearch(jsonOf(answer), answer.url, options),
      ...clockOf(answer),
      url: answer.url,
    }));
  const cap = options.cap ?? USUAL_CAP;
  return {
    cap,
    // Solr's dates are as precise as a thousandth of a second.
    tick: 1,
    undated: true,
    pages: (window, cursor) =>
      listByOffset(
        {
          signal,
          rows: options.rows,
          cap: options.cap === undefined && window === null ? Number.POSITIVE_INFINITY : cap,
          ask: (start, rows) => search(window, start, rows),
        },
        cursor,
      ),
    count: async (window) => (await search(window, 0, 1)).declared,
    async uncapped(first) {
      if (options.cap !== undefined) return false;
      const last = (first.declared ?? 0) - 1;
      const page = await pastTheEnd<Pick<ListPage, 'rows' | 'unlistable'>>(first, () =>
        search(null, last, 1),
      );
      return page !== null;
    },
  };
}

export function createCkanAdapter(label: LabelLookup): Adapter {
  const adapter: Adapter = {
    family: 'ckan',

    probe: (context) => probeByListing(adapter, context),

    list: (context, cursor) => listWindowed(wireOf(context, ckanOptions(context.source)), cursor),

    changes: {
      offered: () => true,
      list: (context, since, cursor) =>
        listWindowed(wireOf(context, ckanOptions(context.source)), cursor, {
          from: Date.parse(since),
          until: null,
        }),
    },

    async detail({ source, http }, row) {
      const options = ckanOptions(source);
      if (!options.detail) return [];
      const request = showRequest(source, options, row.id);
      try {
        const part = await askAndRead(
          http,
          request,
          (answer): RawPart => ({
            role: 'detail',
            mediaType: 'application/json',
            url: answer.url,
            text: parseShow(jsonOf(answer), answer.url),
          }),
        );
        return [part];
      } catch (error) {
        if (coded(error).code !== 'source.not-found') throw error;
        throw new CodedError('record.detail-missing', `${request.url} is gone`, { cause: error });
      }
    },

    read(source, record) {
      const { page } = ckanOptions(source);
      return statementOf(packageOf(record), record.id, { base: source.harvest.base, page }, label);
    },
  };
  return adapter;
}

export const ckanAdapter = createCkanAdapter((label) => labelAlias(label) ?? keyAlias(label));
