/** XML of plain objects: `@` begins an attribute's name, `#` is an element's text. */
import { XMLBuilder } from 'fast-xml-parser';

export type XmlNode = string | number | XmlNode[] | { [name: string]: XmlNode | undefined };

/** What XML 1.0 cannot hold, not even escaped (§2.2): control characters, half surrogates, U+FFFE and U+FFFF. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text as XML can hold it: characters that it cannot are left out. */
export const xmlText = (text: string): string => text.replace(NOT_XML, '');

function writable(node: XmlNode): XmlNode {
  if (typeof node === 'string') return xmlText(node);
  if (typeof node === 'number') return node;
  if (Array.isArray(node)) return node.map(writable);
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]) => (value === undefined ? [] : [[name, writable(value)]])),
  );
}

const builder = new XMLBuilder({
  attributeNamePrefix: '@',
  textNodeName: '#',
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  processEntities: true,
});

export const xmlDocument = (root: { [name: string]: XmlNode | undefined }): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(writable(root)) as string}`;
