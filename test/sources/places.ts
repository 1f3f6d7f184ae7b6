/** Places as the generator needs them: names and parts, from the register of GB/T 2260 codes. */
import { region } from '../../config/regions.ts';

export interface Place {
  code: string;
  name: string;
  shortName: string;
  tier: 'country' | 'province' | 'city';
  /** Cities of a province, counties of a city; of a municipality, its districts. */
  parts: string[];
}

const UNNAMED = /市辖区$|直辖县级|^县$/;
const two = (n: number): string => String(n).padStart(2, '0');

const known = new Map<string, Place>();

/** Throws where the register has no such code. */
export function placeOf(code: string): Place {
  const found = known.get(code) ?? readPlace(code);
  known.set(code, found);
  return found;
}

function readPlace(code: string): Place {
  const place = region(code);
  if (!place) throw new Error(`no region ${code}`);
  const candidates = Array.from({ length: 99 }, (_, i) => two(i + 1)).flatMap((n) => {
    if (place.level === 'city') return [`${code.slice(0, 4)}${n}`];
    return place.level === 'province' ? [`${code.slice(0, 2)}${n}00`, `${code.slice(0, 2)}01${n}`] : [];
  });
  const inside = candidates.flatMap((each) => region(each) ?? []).filter((each) => !UNNAMED.test(each.name));
  const cities = inside.filter((each) => each.level === 'city');
  const tier = place.level === 'county' ? 'city' : place.level;
  return {
    code,
    name: place.level === 'country' ? '国家' : place.name,
    shortName: place.shortName,
    tier,
    parts: (cities.length > 0 ? cities : inside).map((each) => each.name),
  };
}
