/** CKAN, Action API v3: a list row is the whole record unless the source's options say otherwise. */
import { CodedError, coded } from '../../config/errors.ts';
import { keyAlias, labelAlias } from '../../config/labels.ts';
import type { RawPart } from '../../config/record.ts';
import { jsonOf } from '../answer.ts';
import { askAndRead } from '../ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { pastTheEnd } from '../past-the-end.ts';
import { probeByListing } from '../probe.ts';
import { packageOf, parseSearch, parseShow } from './parse.ts';
import {
  type CkanCursor,
  type CkanOptions,
  ckanCursor,
  ckanOptions,
  searchRequest,
  showRequest,
} from './request.ts';
import { type LabelLookup, statementOf } from './statement.ts';

type CkanPage = Omit<ListPage, 'next'> & { next: CkanCursor | null };

async function page(
  { source, http }: AdapterContext,
  options: CkanOptions,
  from: CkanCursor,
): Promise<CkanPage> {
  const request = searchRequest(source, options, from.start);
  const { rows, unlistable, declared, url } = await askAndRead(http, request, (answer) => ({
    ...parseSearch(jsonOf(answer), answer.url, options),
    url: answer.url,
  }));
  const passed = rows.length + unlistable.length;
  const first = rows[0]?.id ?? unlistable[0]?.text.slice(0, 200) ?? null;
  if (first !== null && first === from.first) {
    throw new CodedError('listing.page-repeated', `${url} begins with ${first}, as the page before it`);
  }
  const step = Math.max(from.step, passed);
  // Counts lag behind what is listed, so that a full page at the declared end is none.
  const full = passed >= (from.step === 0 ? options.rows : step);
  // An empty page ends the listing whatever was declared: the run compares the two.
  const ended = passed === 0 || (declared !== undefined && from.start + passed >= declared && !full);
  const next = ended ? null : { start: from.start + passed, first, step };
  return { rows, unlistable, next, ...(declared === undefined ? {} : { declared }) };
}

export function createCkanAdapter(label: LabelLookup): Adapter {
  const adapter: Adapter = {
    family: 'ckan',

    probe: (context) => probeByListing(adapter, context),

    async *list(context, cursor) {
      const options = ckanOptions(context.source);
      let from = ckanCursor(cursor);
      let fetched: CkanPage | null = null;
      for (;;) {
        context.signal.throwIfAborted();
        const listed: CkanPage = fetched ?? (await page(context, options, from));
        const { next, declared } = listed;
        const declaredEnd = next !== null && declared !== undefined && next.start >= declared;
        fetched = declaredEnd ? await pastTheEnd(listed, () => page(context, options, next)) : null;
        if (next === null || (declaredEnd && fetched === null)) {
          yield { ...listed, next: null };
          return;
        }
        yield listed;
        from = next;
      }
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
