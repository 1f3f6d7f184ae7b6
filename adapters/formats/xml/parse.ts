/** XML text to elements, within limits. Pure. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CodedError } from '../../../config/errors/errors.ts';
import { notAsDue, textOf } from '../../answers/answer.ts';
import type { HttpResponse } from '../../contract.ts';
import type { XmlElement } from './element.ts';
import { checkXml } from './limits.ts';

/** What the parser gives in the order of the document: `{ 'a:b': [children], ':@': { name: value } }`, `{ '#text': … }`. */
type Ordered = { [key: string]: Ordered[] | Record<string, string> | string };

const TEXT = '#text';
const ATTRIBUTES = ':@';

/** Values stay text; whitespace, too, as it is the source's. Entities beyond XML's own five need a DTD, and none is let in. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: TEXT,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  // Numeric references come with these only.
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

const XML_SPACE = { xml: 'http://www.w3.org/XML/1998/namespace' };

function scopeOf(attributes: Record<string, string>, outer: XmlElement['scope']): XmlElement['scope'] {
  let scope: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
    if (prefix === undefined) continue;
    scope ??= { ...outer };
    scope[prefix] = value.trim();
  }
  return scope ?? outer;
}

function elementOf(node: Ordered, outer: XmlElement['scope']): XmlElement | string | undefined {
  const text = node[TEXT];
  if (text !== undefined) return String(text).toWellFormed();
  const written = Object.keys(node).find((key) => key !== ATTRIBUTES);
  if (written === undefined) return undefined;
  const attributes = (node[ATTRIBUTES] ?? {}) as Record<string, string>;
  const scope = scopeOf(attributes, outer);
  const colon = written.indexOf(':');
  return {
    name: colon === -1 ? written : written.slice(colon + 1),
    space: scope[colon === -1 ? '' : written.slice(0, colon)] ?? '',
    written,
    attributes,
    children: (node[written] as Ordered[])
      .map((child) => elementOf(child, scope))
      .filter((child) => child !== undefined),
    scope,
  };
}

const MAX_DEPTH = 100;

/** Throws `source.not-xml` (no XML, a document type, entities), `source.too-large` (nesting), `source.cut`. */
export function parseXml(given: string, url: string, maxDepth = MAX_DEPTH): XmlElement {
  const text = given.replace(/^\uFEFF?\s*/, '');
  const start = JSON.stringify(text.slice(0, 80).replace(/\s+/g, ' '));
  if (!text.startsWith('<') || /^<(!doctype\s+html|html)\b/i.test(text))
    throw notAsDue('source.not-xml', url, text, `began with ${start}`);
  checkXml(text, url, maxDepth);
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    throw new CodedError('source.not-xml', `${url}: line ${valid.err.line}: ${valid.err.msg}`);
  let roots: Ordered[];
  try {
    roots = parser.parse(text) as Ordered[];
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.slice(0, 200) : String(cause);
    throw new CodedError('source.not-xml', `${url}: ${said}`, { cause });
  }
  const [root, ...more] = roots
    .map((node) => elementOf(node, XML_SPACE))
    .filter((node) => typeof node === 'object');
  if (root === undefined || more.length > 0)
    throw new CodedError('source.not-xml', `${url}: ${more.length + (root ? 1 : 0)} root elements`);
  return root;
}

/** An answer's body as elements. Throws what `parseXml` throws; `source.charset`, `source.login-needed`. */
export const xmlOf = (answer: Pick<HttpResponse, 'body' | 'headers' | 'url' | 'remark'>): XmlElement =>
  parseXml(textOf(answer), answer.url);
