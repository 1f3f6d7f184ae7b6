/** Texts as spreadsheets and XML can hold them. Pure. */

/** Control characters that XML 1.0 forbids and that end texts elsewhere; U+FFFE and U+FFFF besides. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Each character that cannot be shown as U+FFFD: seen to have been there, and nothing else. */
export const showable = (text: string): string => text.toWellFormed().replace(FORBIDDEN, '\ufffd');
