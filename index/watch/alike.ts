/** Which of a few hundred kinds a title is of, though it may be called otherwise: 医保定点零售药店 and 定点药店. */
const MOST_PAIRS = 40;
/** Shares of the kind's characters, and of its pairs of characters, that a title of it has. */
const CHARACTERS = 0.8;
const PAIRS = 0.5;
/** A shorter title that lies within the kind's, letter after letter, is it if it is so long in comparison. */
const SHORTER = 0.6;
const SHORTEST = 3;

interface Known {
  key: string;
  characters: Set<string>;
  pairs: number;
}

export class Alike {
  readonly #known: Known[];
  readonly #byPair = new Map<string, number[]>();

  constructor(keys: Iterable<string>) {
    this.#known = [...new Set(keys)].map((key, at) => {
      const pairs = pairsOf(key);
      for (const pair of pairs) {
        const holders = this.#byPair.get(pair);
        if (holders === undefined) this.#byPair.set(pair, [at]);
        else holders.push(at);
      }
      return { key, characters: new Set(key), pairs: pairs.size };
    });
  }

  /** Keys of the kinds that a title of this key is of, or that the text beside it names in full. */
  of(key: string, said = ''): string[] {
    const shared = this.#shared(key, MOST_PAIRS);
    const characters = new Set(key);
    const found: string[] = [];
    for (const [at, pairs] of shared) {
      const known = this.#known[at] as Known;
      if (covers(known, characters, pairs) || isWithin(key, known.key)) found.push(known.key);
    }
    if (said === '') return found;
    for (const [at, pairs] of this.#shared(said, said.length)) {
      const known = this.#known[at] as Known;
      if (pairs === known.pairs && said.includes(known.key) && !found.includes(known.key))
        found.push(known.key);
    }
    return found;
  }

  /** Kinds by number → how many of their pairs of characters the text has. */
  #shared(text: string, most: number): Map<number, number> {
    const shared = new Map<number, number>();
    let left = most;
    for (const pair of pairsOf(text)) {
      if (left === 0) break;
      left -= 1;
      for (const at of this.#byPair.get(pair) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    return shared;
  }
}

function covers(known: Known, characters: ReadonlySet<string>, pairs: number): boolean {
  if (pairs === known.pairs) return true;
  if (pairs < known.pairs * PAIRS) return false;
  let shared = 0;
  for (const each of known.characters) if (characters.has(each)) shared += 1;
  return shared >= known.characters.size * CHARACTERS;
}

function isWithin(short: string, long: string): boolean {
  if (short.length < SHORTEST || short.length < long.length * SHORTER) return false;
  let at = 0;
  for (const each of long) if (each === short[at]) at += 1;
  return at === short.length;
}

function pairsOf(key: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < key.length; at += 1) pairs.add(key.slice(at, at + 2));
  return pairs;
}
