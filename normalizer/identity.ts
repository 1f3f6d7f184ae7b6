/**
 * What may show that two entries denote the same thing: the keys of an entry. Two entries without a key in common are
 * never the same; of those that share one, `resolve.ts` has the last word.
 */
import { hash } from 'node:crypto';
import { region, regionWords } from '../config/regions.ts';
import type { Agent, Entry, Kind } from './entry.ts';

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
  /** It is a register's record of a thing, and no offer of it. */
  registers?: true;
}

/** Keys by which things are the same whatever else: the native catalogue id. */
export const NATIVE = 'native:';
/** An entry's own key, where it has no native id. */
export const OWN = 'entry:';
/** A registration code (of the country's one code space), apart for data and for products. */
export const REGISTRATION = 'registration:';
/** A resource code of the compilation guide, one province's. */
export const CODE = 'resource-code:';
/** A title of one office of one place: of table and interface in one source, of a thing and its registration. */
export const TITLE = 'title:';

/** What a title adds to say that the same data is had through an interface, or as a table. */
const INTERFACE_TAIL = /(?:数据)?(?:api|接口)(?:服务|接口)?$/;
const TABLE_TAIL = /数据集$/;
/** The source of an entry. */
export const sourceOf = ({ id }: IdentityMember): string => id.slice(0, id.indexOf(':'));

/** Less than this is a running number, not a code that tells things apart. */
const SHORTEST_CODE = 6;

/** Id of the one entry that can have this key; undefined where several can. */
export const ownerOf = (key: string): string | undefined =>
  key.startsWith(OWN) ? key.slice(OWN.length) : undefined;

/** Titles and offices are the same whatever their punctuation, width and case; digits and numerals tell apart. */
const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The keys of an entry. `depth` is the administrative depth of its source's region (`depthOf`). Equal titles
 * alone never share a key: 行政许可信息 of two cities, two offices or two districts is two things.
 */
export function identityMember(entry: Entry, depth: number): IdentityMember {
  const native = nativeOf(entry);
  const keys = [native === undefined ? `${OWN}${entry.id}` : `${NATIVE}${native}`];
  const office = officeOf(entry);
  const place = placeOf(office, entry);
  const ofData = entry.kind === 'dataset' || entry.kind === 'api' ? 'data' : 'product';
  const code = codeOf(entry.registration?.code);
  if (code !== undefined) keys.push(`${REGISTRATION}${ofData}:${code}`);
  const inCatalogue = codeOf(entry.catalogued?.code ?? entry.raw.identifier);
  for (const each of [inCatalogue, entry.isRegistration ? code : undefined]) {
    if (each === undefined) continue;
    keys.push(`${CODE}${region(place)?.province ?? place}:${ofData}:${each}`);
  }
  const title = lettersAndDigits(entry.title).replace(INTERFACE_TAIL, '').replace(TABLE_TAIL, '');
  if (office !== undefined && title !== '') {
    const who = plainOffice(office.name, place);
    keys.push(`${TITLE}${hash('sha256', [who, place, title, ofData].join('\n'), 'hex').slice(0, 32)}`);
  }
  const member = {
    id: entry.id,
    keys: [...new Set(keys)],
    depth,
    kind: entry.kind,
    place: entry.spatial.code,
  };
  return entry.isRegistration ? { ...member, registers: true } : member;
}

/** An entry that came through other instances is the same by whichever of them it came. */
function nativeOf({ nativeId, provenance }: Entry): string | undefined {
  if (nativeId !== undefined || provenance === undefined) return nativeId;
  return `huimu/${provenance.via[0]}/${provenance.entry}`;
}

/** Whose it is: of a registration the registrant's, else who publishes, holds or runs it. */
const officeOf = ({ isRegistration, registration, publisher, holder, operator }: Entry): Agent | undefined =>
  (isRegistration ? registration?.registrant : undefined) ?? publisher ?? holder ?? operator;

/** The place of an office: 福州市教育局 is Fuzhou's in the province's catalogue, too. */
const placeOf = (office: Agent | undefined, { spatial }: Entry): string => office?.region ?? spatial.code;

const placeNames = new Map<string, string[]>();
/** The bare tier: 市水利局, 省水利厅. */
const TIER = /^(?:省|市|自治区|自治州|自治县|州|盟|区|县|旗)(?=.{2})/;

/** 市水利局, 福州市水利局 and 水利局 are one office where the place is the same. */
function plainOffice(name: string, place: string): string {
  let names = placeNames.get(place);
  if (names === undefined) {
    names = regionWords(place).sort((a, b) => b.length - a.length);
    placeNames.set(place, names);
  }
  let plain = lettersAndDigits(name);
  for (let before = ''; before !== plain; ) {
    before = plain;
    const prefix = names.find((each) => plain.startsWith(each) && plain.length > each.length + 1);
    if (prefix !== undefined) plain = plain.slice(prefix.length);
  }
  return plain.replace(TIER, '');
}

function codeOf(stated: unknown): string | undefined {
  const code = typeof stated === 'string' ? lettersAndDigits(stated.slice(0, 200)) : '';
  return code.length >= SHORTEST_CODE && /\d/.test(code) ? code : undefined;
}
