/** What is checked of XML before a parser sees it: no document type, no entities, no bottomless nesting, no torn end. */
import { CodedError } from '../../../config/errors/errors.ts';

/** Comments, CDATA, instructions and declarations, tags with their quoted attributes; in this order. */
const MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<![A-Za-z]+|<(\/?)[^\s<>/!?"'=][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/g;

/**
 * Throws `source.not-xml` for a DTD or entity declaration, `source.too-large` where tags nest deeper than `maxDepth`,
 * `source.cut` where they are not closed at the end: the RDF/XML parser takes a torn document for a short one.
 */
export function checkXml(text: string, url: string, maxDepth: number): void {
  let depth = 0;
  for (const match of text.matchAll(MARKUP)) {
    const [markup] = match;
    if (/^<!(?!--|\[CDATA\[)/.test(markup)) {
      throw new CodedError('source.not-xml', `${url}: ${markup} is refused`, {
        hint: 'XML with a document type or entities is not read',
      });
    }
    if (match[1] === undefined || markup.endsWith('/>')) continue;
    depth += match[1] === '/' ? -1 : 1;
    if (depth > maxDepth)
      throw new CodedError('source.too-large', `${url}: XML nested deeper than ${maxDepth}`);
  }
  if (depth > 0) throw new CodedError('source.cut', `${url}: ${depth} XML elements are not closed`);
}
