/** XML as elements with their namespaces, whatever prefixes a server likes; and an element as a document of its own. */
import { escaped } from '../../../config/text/escape.ts';

export interface XmlElement {
  /** Without prefix. */
  name: string;
  /** The namespace's address, empty where there is none. */
  space: string;
  /** As written, with prefix. */
  written: string;
  /** By name as written: `xml:lang`, `xlink:href`; declarations of namespaces among them. */
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  /** Prefix → address, as it holds here; the empty prefix is the default. */
  scope: Readonly<Record<string, string>>;
}

export const elements = (parent: XmlElement): XmlElement[] =>
  parent.children.filter((child) => typeof child !== 'string');

/** The child elements of these names, in order. */
export const childrenOf = (parent: XmlElement, ...names: string[]): XmlElement[] =>
  elements(parent).filter(({ name }) => names.includes(name));

export const childOf = (parent: XmlElement | undefined, ...names: string[]): XmlElement | undefined =>
  parent === undefined ? undefined : childrenOf(parent, ...names)[0];

/** The elements at the end of a path of names, all of them; `*` is any name. */
export function at(parent: XmlElement | undefined, ...path: string[]): XmlElement[] {
  let found = parent === undefined ? [] : [parent];
  for (const step of path)
    found = found.flatMap((each) => elements(each).filter(({ name }) => step === '*' || name === step));
  return found;
}

/** The elements of that name at any depth, in the document's order. */
export function within(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((child) =>
    child.name === name ? [child, ...within(child, name)] : within(child, name),
  );
}

/** An attribute by its name without prefix. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  for (const [written, value] of Object.entries(element?.attributes ?? {}))
    if (written === name || (written.endsWith(`:${name}`) && !written.startsWith('xmlns'))) return value;
  return undefined;
}

/** All text inside, trimmed; undefined where there is none. */
export function textIn(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const all = (each: XmlElement): string =>
    each.children.map((child) => (typeof child === 'string' ? child : all(child))).join('');
  const text = all(element).trim();
  return text === '' ? undefined : text;
}

function written(element: XmlElement, declared: Record<string, string>): string {
  const attributes = Object.entries({ ...declared, ...element.attributes })
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  const inside = element.children
    .map((child) => (typeof child === 'string' ? escaped(child) : written(child, {})))
    .join('');
  return `<${element.written}${attributes}>${inside}</${element.written}>`;
}

function prefixesIn(element: XmlElement, found = new Set<string>()): Set<string> {
  for (const name of [element.written, ...Object.keys(element.attributes)])
    if (!name.startsWith('xmlns'))
      found.add(
        name.includes(':') ? name.slice(0, name.indexOf(':')) : name === element.written ? '' : 'xml',
      );
  for (const child of elements(element)) prefixesIn(child, found);
  return found;
}

/** The element as a document: the namespaces that its text uses are declared in it, comments are left out. */
export function documentOf(element: XmlElement): string {
  const declared: Record<string, string> = {};
  for (const prefix of [...prefixesIn(element)].sort()) {
    const space = element.scope[prefix];
    if (prefix === 'xml' || space === undefined) continue;
    declared[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] = space;
  }
  return written(element, declared);
}
