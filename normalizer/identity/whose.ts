/** Whose a thing is: an office in its place, and the place that the data is of. */
import { isWithin, region, regions } from '../../config/regions.ts';
import type { Agent, Entry } from '../entry.ts';
import { placeName } from '../offices/place.ts';
import { stateAgent } from '../values/publishers.ts';
import { lettersAndDigits } from './letters.ts';

export interface Whose {
  /** What it is for and where: `justice@320600`; `justice@?` of one of a province's cities, it is not said which. */
  office?: string;
  /** It gathers what other offices hold. */
  collects?: true;
  /** The place that the title names, else the finer one of office and record; several where one of them is meant. */
  places: string[];
  /** A development zone is a place of its own, which has no code. */
  zone?: string;
}

export const ZONE = /^.*?(?:开发区|高新区|经开区|新区|园区|示范区|度假区|风景区|保税区|试验区)/;

/** Of a registration the registrant's, else of who publishes, holds or runs it. */
const agentOf = ({ isRegistration, registration, publisher, holder, operator }: Entry): Agent | undefined =>
  (isRegistration ? registration?.registrant : undefined) ?? publisher ?? holder ?? operator;

export function whose(entry: Entry, ofTitle: string | undefined): Whose {
  const from = entry.spatial.code;
  const stated = agentOf(entry);
  if (stated === undefined) return { places: [ofTitle ?? from] };
  const agent = stated.office === undefined ? { ...stateAgent(stated.name, from), ...stated } : stated;
  const name = agent.office?.code ?? lettersAndDigits(agent.office?.name ?? placeName(agent.name, from).rest);
  const collects = agent.office?.collects === true ? { collects: true as const } : {};
  const zone = agent.office?.code == null ? ZONE.exec(name)?.[0] : undefined;
  const cities = agent.region === undefined && !entry.isRegistration ? citiesOf(agent.name, from) : [];
  if (cities.length > 0) {
    const named = ofTitle === undefined ? undefined : region(ofTitle)?.city;
    if (named === undefined) return { office: `${name}@?`, ...collects, places: cities };
    return { office: `${name}@${named}`, ...collects, places: [ofTitle ?? named] };
  }
  const place = ofTitle ?? finest(agent.region, from);
  const office = `${name}@${agent.region ?? from}`;
  return { office, ...collects, places: [place], ...(zone === undefined ? {} : { zone }) };
}

/** The deeper of two places, where one lies in the other; else the first. */
function finest(first: string | undefined, second: string): string {
  return first === undefined || isWithin(second, first) ? second : first;
}

/** The cities of a province, of which an office that is only called a city's (市司法局) may be. */
function citiesOf(name: string, from: string): string[] {
  if (region(from)?.level !== 'province' || placeName(name, from).tier !== 'city') return [];
  let cities = byProvince.get(from);
  if (cities === undefined) {
    cities = regions()
      .filter(({ level, province }) => level === 'city' && province === from)
      .map(({ code }) => code);
    byProvince.set(from, cities);
  }
  return cities;
}

const byProvince = new Map<string, string[]>();
