/** Unified social credit codes, GB 32100-2015: 18 characters, the last of which checks the others. */

const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/** `other`: no such code at all, as catalogues have office codes of their own. `wrong`: one that fails its check. */
export function creditCode(text: string): 'right' | 'wrong' | 'other' {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (code.length !== LENGTH || !/^[0-9A-Z]+$/.test(code)) return 'other';
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, -1)) {
    const value = DIGITS.indexOf(character);
    if (value < 0) return 'wrong';
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return DIGITS[(31 - (sum % 31)) % 31] === code.at(-1) ? 'right' : 'wrong';
}
