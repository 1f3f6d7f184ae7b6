/**
 * What may show that two entries denote the same thing: the keys of an entry. Two entries without a key in common are
 * never the same; of those that share one, `resolve.ts` has the last word.
 */
import { hash } from 'node:crypto';
import { region } from '../config/regions.ts';
import type { Entry, Kind } from './entry.ts';
import type { Decided } from './identity/decisions.ts';
import { lettersAndDigits } from './identity/letters.ts';
import { type Traits, traitsOf } from './identity/likeness.ts';
import { titleOf } from './identity/title.ts';
import { whose } from './identity/whose.ts';

/** What identity looks at of an entry; engines keep it beside the entry. */
export interface IdentityMember {
  /** Entry id: the source's id up to the first colon. */
  id: string;
  /** Two entries with a key in common may denote the same thing; `resolve` has the last word. */
  keys: string[];
  /** Administrative depth of the source's region: 0 country, 1 province, 2 city, 3 county. */
  depth: number;
  kind: Kind;
  /** GB/T 2260 code of the place that the data is of. */
  place: string;
  /** What the office whose it is is for, and where: `justice@320600`. */
  office?: string;
  /** That office gathers what others hold. */
  collects?: true;
  /** What tells apart, or shows to be one, what has the same title in the same place. */
  traits?: Traits;
  /** What an administrator decided; its keys are in `keys`. */
  decided?: Decided;
  /** It is a register's record of a thing, and no offer of it. */
  registers?: true;
}

/** Keys by which things are the same whatever else: the native catalogue id. */
export const NATIVE = 'native:';
/** An entry's own key, where it has no native id. */
export const OWN = 'entry:';
/** Of two entries that an administrator joined. */
export const JOINED = 'joined:';
/** A registration code (of the country's one code space), apart for data and for products. */
export const REGISTRATION = 'registration:';
/** A resource code of the compilation guide, one province's. */
export const CODE = 'resource-code:';
/** A title in one place, whichever office's. */
export const TITLE = 'title:';

/** A key that more living entries share than this says nothing of identity and is left out, for all of them. */
export const mostHolders = (key: string): number => (key.startsWith(TITLE) ? 64 : 500);

/** The source of an entry. */
export const sourceOf = ({ id }: IdentityMember): string => id.slice(0, id.indexOf(':'));

/** Less than this is a running number, not a code that tells things apart. */
const SHORTEST_CODE = 6;

/** Id of the one entry that can have this key; undefined where several can. */
export const ownerOf = (key: string): string | undefined =>
  key.startsWith(OWN) ? key.slice(OWN.length) : undefined;

/**
 * The keys of an entry. `depth` is the administrative depth of its source's region (`depthOf`). Equal titles
 * alone never share a key: 行政许可信息 of two cities or two districts is two things.
 */
export function identityMember(entry: Entry, depth: number): IdentityMember {
  const native = nativeOf(entry);
  const keys = [native === undefined ? `${OWN}${entry.id}` : `${NATIVE}${native}`];
  const title = titleOf(entry.title, entry.spatial.code);
  const { office, collects, places, zone = '' } = whose(entry, title.place);
  const place = places.length === 1 ? (places[0] as string) : entry.spatial.code;
  const ofData = entry.kind === 'dataset' || entry.kind === 'api' ? 'data' : 'product';
  const code = codeOf(entry.registration?.code);
  if (code !== undefined) keys.push(`${REGISTRATION}${ofData}:${code}`);
  const inCatalogue = codeOf(entry.catalogued?.code ?? entry.raw.identifier);
  for (const each of [inCatalogue, entry.isRegistration ? code : undefined]) {
    if (each === undefined) continue;
    keys.push(`${CODE}${region(place)?.province ?? place}:${ofData}:${each}`);
  }
  if (title.core !== '') {
    for (const each of places) {
      keys.push(
        `${TITLE}${hash('sha256', [each + zone, title.core, ofData].join('\n'), 'hex').slice(0, 32)}`,
      );
    }
  }
  return {
    id: entry.id,
    keys: [...new Set(keys)],
    depth,
    kind: entry.kind,
    place,
    ...(office === undefined ? {} : { office }),
    ...(collects === undefined ? {} : { collects }),
    traits: traitsOf(entry),
    ...(entry.isRegistration ? { registers: true as const } : {}),
  };
}

/** An entry that came through other instances is the same by whichever of them it came. */
function nativeOf({ nativeId, provenance }: Entry): string | undefined {
  if (nativeId !== undefined || provenance === undefined) return nativeId;
  return `huimu/${provenance.via[0]}/${provenance.entry}`;
}

function codeOf(stated: unknown): string | undefined {
  const code = typeof stated === 'string' ? lettersAndDigits(stated.slice(0, 200)) : '';
  return code.length >= SHORTEST_CODE && /\d/.test(code) ? code : undefined;
}
