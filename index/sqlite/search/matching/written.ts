/** Lists of entry numbers, and the stretches of numbers in which something was written. Pure. */

/** Of entry numbers, both ends in it. */
export interface Stretch {
  from: number;
  to: number;
}

/** Numbers that lie so near are one stretch: looking through a few more costs less than another look. */
const NEAR = 64;

/** The stretches that hold these numbers, ascending and apart. */
export function stretchesOf(numbers: number[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last !== undefined && number - last.to <= NEAR) last.to = number;
    else stretches.push({ from: number, to: number });
  }
  return stretches;
}

/** Place of the first number of the list that is not below it. */
function placeOf(list: Int32Array, number: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of an ascending list lies in none of the stretches: before the first, between them, after the last. */
export function without(list: Int32Array, stretches: Stretch[]): Int32Array[] {
  const parts: Int32Array[] = [];
  let at = 0;
  for (const { from, to } of stretches) {
    parts.push(list.subarray(at, placeOf(list, from)));
    at = placeOf(list, to + 1);
  }
  parts.push(list.subarray(at));
  return parts;
}

/** One list of the parts outside the stretches and, between each two of them, what was found in a stretch. */
export function joined(parts: Int32Array[], found: Int32Array[]): Int32Array {
  const all = parts.flatMap((part, at) => [part, ...found.slice(at, at + 1)]);
  const list = new Int32Array(all.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of all) {
    list.set(each, at);
    at += each.length;
  }
  return list;
}
