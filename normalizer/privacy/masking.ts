/** Officials' and citizens' numbers and names are not ours to show: 13312346519 becomes 133****6519, wherever it stands. */

/** Mainland mobile numbers (1[3-9] and nine digits), bare, after 86 or in groups of 3-4-4, in ASCII or full-width digits. */
const DIGIT = '[0-9０-９]';
const MOBILE = new RegExp(
  `(?<!${DIGIT}|${DIGIT}\\.)((?:(?:\\+|00)?86[- ]?)?[1１][3-9３-９]${DIGIT})([- \\u00a0—]?)${DIGIT}{4}([- \\u00a0—]?)(${DIGIT}{4})(?!${DIGIT})`,
  'g',
);
const MAYBE = /[1１][3-9３-９]/;

/** Letters and digits together this long are an identifier (32 hex digits, UUIDs), whatever digits stand in them. */
const IDENTIFIER = 20;

/** Already masked numbers stay as they are. */
export function maskMobiles(text: string): string {
  if (!MAYBE.test(text)) return text;
  return text.replace(MOBILE, (found, head: string, _gap, _second, tail: string, at: number) =>
    inIdentifier(text, at, at + found.length) ? found : `${head}****${tail}`,
  );
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[a-z0-9]/i.test(character);

function inIdentifier(text: string, from: number, to: number): boolean {
  let start = from;
  let end = to;
  while (start > 0 && end - start < IDENTIFIER && isWord(text[start - 1])) start -= 1;
  while (end < text.length && end - start < IDENTIFIER && isWord(text[end])) end += 1;
  return end - start >= IDENTIFIER;
}

/** Labels and keys under which people stand, those who maintain the source's records among them. */
const PERSON =
  /联系人|联络人|姓名|负责人|责任人|经办人|填报人|创建人|更新人|发布人|审核人|操作人|link_?man|contacts?(?:_?(?:name|person|man))?$|(?:create|update|modify|submit|audit|publish)e?r?_?(?:user|by)(?:_?name)?$|user_?name$/i;

/** Whether a label names a person rather than an office or a line; such values are not kept. */
export const namesPerson = (label: string): boolean =>
  PERSON.test(label) && !/电话|方式|邮箱|手机|phone|tel|mail|mobile/i.test(label);

const JSON_PAIR = /"((?:[^"\\]|\\.){1,60})"(\s*:\s*)"(?:[^"\\]|\\.)*"?/g;
/** A label, what stands between it and its value on a page, the value. */
const PAGE_PAIR = /([\p{L}_]{2,20})((?:[：:]|<[^>]*>|&nbsp;|\s)+)(\p{L}[^<>\s&，,;；：:]{1,19})/gu;

/** The start of a text that nobody could read: names after their labels, in JSON or on a page, are left out. */
export function maskLabelledNames(text: string): string {
  return text
    .replace(JSON_PAIR, (pair, key: string, gap: string) => (namesPerson(key) ? `"${key}"${gap}"***"` : pair))
    .replace(PAGE_PAIR, (pair, label: string, gap: string) =>
      namesPerson(label) ? `${label}${gap}***` : pair,
    );
}
