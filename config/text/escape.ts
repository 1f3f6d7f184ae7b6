/** Text as markup shows it. */
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For the text of an element and for an attribute in double quotes, in XML and HTML alike. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] as string);
