/** What people write for all to read must not carry anybody's numbers. */
import { maskMobiles } from '../../normalizer/privacy/masking.ts';

const MAIL = /[^\s@]+@[^\s@]+\.[^\s@]{2,}/;
/** So many digits in a row, blanks and dashes between them: numbers of persons, accounts, lines. */
const LONG_NUMBER = /\d(?:[ -]?\d){10,}/;
/** A citizen's number as well where its check digit is an X. */
const CITIZEN = /\d(?:[ -]?\d){16}[ -]?[xX]/;

/** Whether a text looks as if it held a citizen's number, a telephone number or an e-mail address. */
export function looksPersonal(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\u2010-\u2015\u2212]/g, '-');
  return MAIL.test(plain) || LONG_NUMBER.test(plain) || CITIZEN.test(plain) || maskMobiles(plain) !== plain;
}
