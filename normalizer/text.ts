/** Texts as people read them: of HTML, entities, byte order marks, odd blanks and broken characters nothing is left. */
import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';

/** Nothing here needs mending: the common case, and worth telling early. */
const PLAIN =
  /^[\w\u3400-\u9fff，。、；：“”（）《》【】()\-—/.,:;!?%+·]+(?: [\w\u3400-\u9fff，。、；：“”（）《》【】()\-—/.,:;!?%+·]+)*$/;
/** Only tags that HTML has: in 1<x>2 nothing is a tag. */
const TAG =
  /<\/?(?:p|br|hr|div|span|a|b|i|u|s|em|strong|font|small|big|sup|sub|o:p|table|tbody|thead|t[rdh]|ul|ol|li|dl|dt|dd|h[1-6]|img|pre|code|section|article|script|style|iframe|html|head|body|meta|link|title|center|label|input|button|form)(?:[\s/][^<>]*)?>|<!--|<!doctype/i;
const ENTITY = /&(?:[a-z]|#)/i;
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
/** Full-width letters and digits, radicals and compatibility ideographs. Punctuation keeps its Chinese form. */
const COMPATIBLE = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2f00-\u2fdf\uf900-\ufaff]/g;
/** Markup nested in markup this deep is an attack, not a text. */
const PASSES = 10;
const BREAKING = new Set([
  'p',
  'br',
  'div',
  'li',
  'tr',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dd',
  'dt',
  'hr',
]);
const SILENT = new Set(['script', 'style', 'iframe', 'head']);

function textOfHtml(html: string): string {
  let text = '';
  let silent = 0;
  const parser = new Parser({
    ontext: (data) => {
      if (silent === 0) text += data;
    },
    onopentag: (name) => {
      if (SILENT.has(name)) silent += 1;
      if (BREAKING.has(name)) text += '\n';
    },
    onclosetag: (name) => {
      if (SILENT.has(name)) silent -= 1;
      if (BREAKING.has(name)) text += '\n';
    },
  });
  parser.end(html);
  return text;
}

function pass(text: string): string {
  let mended = text.toWellFormed();
  if (ENTITY.test(mended)) mended = decodeHTML(mended.replace(/&(?:amp;)+/gi, '&'));
  if (TAG.test(mended)) mended = textOfHtml(mended);
  return mended
    .replace(INVISIBLE, '')
    .replace(/\\(?:r\\n|[rnt])/g, '\n')
    .replace(COMPATIBLE, (character) => character.normalize('NFKC'))
    .normalize('NFC');
}

/**
 * The text without markup and stray characters; blanks collapsed, line breaks kept only where `lines` is set.
 * Done twice it gives the same.
 */
export function cleanText(text: string, lines = false): string {
  if (PLAIN.test(text))
    return COMPATIBLE.test(text) ? text.replace(COMPATIBLE, (c) => c.normalize('NFKC')) : text;
  let mended = text;
  for (let count = 0; ; count += 1) {
    const before = mended;
    mended = blanks(pass(mended), lines);
    if (mended === before) return mended;
    if (count === PASSES) return blanks(mended.replaceAll('<', '＜').replaceAll('&', '＆'), lines);
  }
}

function blanks(text: string, lines: boolean): string {
  if (!lines) return text.replace(/\s+/g, ' ').trim();
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim();
}

/** At most `limit` characters, with an ellipsis where something was cut; never half a character. */
export function cut(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text
        .slice(0, limit - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** The form in which words are compared: without case, width and blanks. */
export const wordKey = (word: string): string => word.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
