/** What is checked of JSON before a parser sees it: no bottomless nesting. */
import { CodedError } from '../../../config/errors/errors.ts';

/** A parser's recursion, and that of whoever walks what it made, ends at the stack's end. Throws `source.too-large`. */
export function checkJson(text: string, url: string, maxDepth: number): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    if (depth > maxDepth)
      throw new CodedError('source.too-large', `${url}: JSON nested deeper than ${maxDepth}`);
  }
}
