/** Sitemaps to rows, and pages to the JSON-LD that stands in them. Pure. */
import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio/slim';
import { CodedError } from '../../config/errors/errors.ts';
import { textOf } from '../answers/answer.ts';
import type { HttpResponse, ListedRow, UnlistableRow } from '../contract.ts';
import { childOf, childrenOf, textIn } from '../formats/xml/element.ts';
import { parseXml } from '../formats/xml/parse.ts';
import type { SchemaOrgOptions } from './request.ts';

interface Location {
  loc: string;
  lastmod: string | undefined;
}

export interface Sitemap {
  kind: 'index' | 'pages';
  locations: Location[];
  /** Entries without an address. */
  nameless: number;
}

/** Sitemaps come packed as files as well (`sitemap.xml.gz`), which no header tells. Throws `source.cut`, `source.too-large`. */
function unpacked(answer: HttpResponse, { maxSitemapBytes }: SchemaOrgOptions): HttpResponse {
  const { body } = answer;
  if (body[0] !== 0x1f || body[1] !== 0x8b) return answer;
  try {
    return { ...answer, body: gunzipSync(body, { maxOutputLength: maxSitemapBytes }) };
  } catch (cause) {
    const large = cause instanceof RangeError;
    throw new CodedError(large ? 'source.too-large' : 'source.cut', `${answer.url}: a packed sitemap`, {
      cause,
    });
  }
}

/** Throws what `parseXml` throws, `source.shape-changed` where it is no sitemap. */
export function parseSitemap(answer: HttpResponse, options: SchemaOrgOptions): Sitemap {
  const root = parseXml(textOf(unpacked(answer, options)), answer.url);
  const kind = root.name === 'sitemapindex' ? 'index' : root.name === 'urlset' ? 'pages' : undefined;
  if (kind === undefined)
    throw new CodedError('source.shape-changed', `${answer.url}: <${root.name}> is no sitemap`);
  const entries = childrenOf(root, kind === 'index' ? 'sitemap' : 'url');
  const locations = entries.flatMap((entry): Location[] => {
    const loc = textIn(childOf(entry, 'loc'));
    return loc === undefined ? [] : [{ loc, lastmod: textIn(childOf(entry, 'lastmod')) }];
  });
  return { kind, locations, nameless: entries.length - locations.length };
}

/** An address of the site itself, whole; undefined where it is another's or none. */
export function ownAddress(loc: string, base: string): string | undefined {
  if (!URL.canParse(loc, base)) return undefined;
  const url = new URL(loc, base);
  return url.host === new URL(base).host && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** The pages of a sitemap that ought to be datasets, each once, in its order. */
export function rowsOf(
  { locations, nameless }: Sitemap,
  url: string,
  base: string,
  options: SchemaOrgOptions,
): (ListedRow | UnlistableRow)[] {
  const pattern = options.match === undefined ? undefined : new RegExp(options.match, 'u');
  const rows = new Map<string, ListedRow | UnlistableRow>();
  for (const location of locations) {
    const { loc, lastmod } = location;
    if (pattern?.test(loc) === false || rows.has(loc)) continue;
    if (ownAddress(loc, base) === undefined) {
      rows.set(loc, { code: 'record.invalid', detail: `${loc} is no address of this site`, text: loc });
      continue;
    }
    rows.set(loc, {
      id: loc,
      row: { role: 'row', mediaType: 'application/json', url, text: JSON.stringify(location) },
      sign: `${loc} ${lastmod ?? ''}`,
      complete: false,
    });
  }
  const without = Array.from(
    { length: nameless },
    (): UnlistableRow => ({
      code: 'record.no-id',
      detail: `${url}: an entry without <loc>`,
      text: '',
    }),
  );
  return [...rows.values(), ...without];
}

/** The JSON-LD of a page, block by block as it stands there, whatever else the script elements say of themselves. */
export function blocksIn(html: string): string[] {
  const $ = load(html);
  return $('script[type]')
    .toArray()
    .filter((script) => /^\s*application\/ld\+json\s*(;|$)/i.test($(script).attr('type') ?? ''))
    .map((script) => $(script).text().trim())
    .filter((text) => text !== '');
}
