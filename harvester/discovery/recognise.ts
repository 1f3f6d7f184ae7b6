/** Which products a page looks like one of, and where their catalogue would begin. Pure. */
import { load } from 'cheerio/slim';
import type { Mark } from '../../config/registry/marks.ts';

/** What an address answered with. */
export interface Seen {
  /** After redirects. */
  url: string;
  type: string;
  text: string;
}

export interface Recognised {
  family: string;
  /** What of its marks was found: `address`, `text`, `link …`. */
  evidence: string[];
  /** Where its catalogue may begin, the likeliest first, without a closing slash. */
  bases: string[];
}

const MOST_LINKS = 2_000;
const LARGEST = 1 << 20;

/** Paths of the page's links to its own host, scripts' and alternates' among them. */
export function linksOf({ url, text }: Seen): string[] {
  if (!/<(?:a|link|script|form|iframe)\b/i.test(text)) return [];
  const page = load(text.slice(0, LARGEST));
  const own = new URL(url).origin;
  const found = new Set<string>();
  for (const element of page('[href], [src], form[action]').slice(0, MOST_LINKS).toArray()) {
    const target = element.attribs.href ?? element.attribs.src ?? element.attribs.action ?? '';
    if (!URL.canParse(target, url)) continue;
    const { origin, pathname, search, hash } = new URL(target, url);
    if (origin === own) found.add(pathname + search + hash);
  }
  return [...found];
}

/** The families whose marks the page bears, the most marked first. */
export function recognise(seen: Seen, marks: readonly Mark[]): Recognised[] {
  const links = linksOf(seen);
  const text = seen.text.slice(0, LARGEST);
  const { origin } = new URL(seen.url);
  const found: Recognised[] = [];
  for (const mark of marks) {
    const evidence: string[] = [];
    const bases: string[] = [];
    if (mark.address?.test(seen.url)) evidence.push('address');
    if (mark.type?.test(seen.type)) evidence.push(`content type ${seen.type}`);
    const said = mark.text?.exec(text)?.[0];
    if (said !== undefined) evidence.push(`text “${said.slice(0, 60)}”`);
    for (const link of links) {
      const match = mark.link?.exec(link);
      if (!match) continue;
      if (!evidence.some((each) => each.startsWith('link'))) evidence.push(`link ${link.slice(0, 80)}`);
      bases.push(`${origin}${match.groups?.base ?? ''}`);
    }
    if (evidence.length === 0) continue;
    bases.push(addressAsBase(seen.url), ...mark.contexts.map((context) => `${origin}${context}`), origin);
    found.push({ family: mark.family, evidence, bases: [...new Set(bases)].slice(0, 6) });
  }
  return found.sort((one, other) => other.evidence.length - one.evidence.length);
}

/** The address itself as a base: without query, file and closing slash. */
export function addressAsBase(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(
    /\/(?:index(?:\.\w+)?|home|[\w-]+\.(?:s?html?|jsp|do|action|aspx?|php))?\/?$/i,
    '',
  );
  return `${origin}${path.replace(/\/+$/, '')}`;
}
