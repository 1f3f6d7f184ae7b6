import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { Route } from '../../routes/route.ts';
import { answer, contents } from '../answer.ts';
import { baseOf, resourceIri } from '../base.ts';
import { changedAt } from '../dcat/dataset.ts';
import { wholeHits } from '../resources.ts';
import { xmlDocument } from '../xml.ts';
import { windows } from './windows.ts';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const XML = 'application/xml';
/** Addresses of one part; the protocol allows 50,000, of which a second's batches may need some. */
const MOST = 10_000;
const PROTOCOL = 50_000;
const PAGE = 1_000;
/** A part's name: the milliseconds between which its resources changed. */
const PART = /^(\d{1,15})-(\d{1,15})\.xml$/;

/** The windows are counted anew at most so often: milliseconds. */
const STANDS = 60_000;

type Address = { loc: string; lastmod: string };

async function addressesIn(
  catalogue: Catalogue,
  base: string,
  from: number,
  until: number,
): Promise<Address[]> {
  const changed = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  const found: Address[] = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < PROTOCOL; ) {
    const page = await wholeHits(catalogue, {
      ...{ sort: 'changed-up', size: PAGE, changed },
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const resource of page.resources)
      found.push({ loc: resourceIri(base, resource.id), lastmod: changedAt(resource) });
    cursor = page.cursor;
  }
  return found;
}

/** Every resource's page for crawlers: an index, its parts, and where they are. */
export const sitemap: Route = (server, context) => {
  const { catalogue } = context;
  let kept: { at: number; parts: ReturnType<typeof windows> } | undefined;
  const parts = (now: number): ReturnType<typeof windows> => {
    if (kept === undefined || now - kept.at > STANDS) {
      const counting = windows(catalogue, MOST);
      kept = { at: now, parts: counting };
      // What failed is tried again by the next.
      counting.catch(() => {
        kept = undefined;
      });
    }
    return kept.parts;
  };
  const described = { tags: ['standards'], response: contents(XML) };

  server.get(
    '/sitemap.xml',
    { schema: { ...described, summary: '网站地图索引 / Index of the sitemaps' } },
    async (request, reply) => {
      const base = baseOf(context, request);
      const found = await parts(Date.now());
      const sitemaps = found.map(({ from, until }) => ({
        loc: `${base}/sitemaps/${Date.parse(from)}-${Date.parse(until)}.xml`,
        lastmod: until,
      }));
      return answer(reply, {
        type: XML,
        body: xmlDocument({ sitemapindex: { '@xmlns': NAMESPACE, sitemap: sitemaps } }),
      });
    },
  );

  server.get(
    '/sitemaps/:part',
    {
      schema: {
        ...described,
        summary: '网站地图的一部分 / One part of the sitemap',
        params: z.strictObject({ part: z.string().max(40) }),
      },
    },
    async (request, reply) => {
      const [, from, until] = PART.exec(request.params.part) ?? [];
      if (from === undefined || until === undefined || Number(from) > Number(until))
        throw new CodedError('request.not-found', `/sitemaps/${request.params.part}`);
      const url = await addressesIn(catalogue, baseOf(context, request), Number(from), Number(until));
      return answer(reply, { type: XML, body: xmlDocument({ urlset: { '@xmlns': NAMESPACE, url } }) });
    },
  );

  server.get(
    '/robots.txt',
    {
      schema: {
        tags: ['standards'],
        summary: '给爬虫的规则 / What crawlers may do',
        response: contents('text/plain'),
      },
    },
    async (request, reply) => {
      const base = baseOf(context, request);
      // Pages may be read whole; searches have no end.
      const lines = [
        'User-agent: *',
        'Disallow: /search',
        'Disallow: /admin',
        'Allow: /',
        '',
        `Sitemap: ${base}/sitemap.xml`,
        '',
      ];
      return answer(reply, { type: 'text/plain', body: lines.join('\n') });
    },
  );
};
