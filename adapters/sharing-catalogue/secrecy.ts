/** Marks of secrecy: what bears one is refused, and nothing of its text is kept. */

const LEVEL = '(?:绝密|机密|秘密)';
/** In a column for it: any of the words that is left when what is denied is taken away. */
const DENIED = /(?:非|不|未|无|不含|不是|不涉及|非涉及)(?:国家秘密|涉密|秘密|机密|绝密|密级|密)/g;
const STATED = /绝密|机密|秘密|涉密|^是$|^yes$|^true$/i;
/** Anywhere: a level with its star (GB/T 9704), alone in its cell, or alone in brackets. 商业秘密 in a name is none. */
const STAR = new RegExp(`(?<!商业|工作)${LEVEL}\\s*[★☆]`);
const ALONE = new RegExp(`^[【\\[(（]?\\s*(?:${LEVEL}|涉密)(?:级|件|文件|资料|目录)?\\s*[】\\])）]?$`);
const BRACKETED = new RegExp(`[【\\[(（]\\s*(?:${LEVEL}|涉密)\\s*[】\\])）]`);

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** Whether a cell of a column for secrecy says that the row is secret. */
export const statesSecrecy = (text: string): boolean => STATED.test(plain(text).replace(DENIED, ''));

/** Whether a text anywhere bears the mark itself. */
export const bearsMark = (text: string): boolean =>
  text.length <= 2_000 && (STAR.test(text) || ALONE.test(text.trim()) || BRACKETED.test(text));

/** What stands in place of a row that is not kept. */
export const MARK = '【涉密】';
