/**
 * How ISO 19139 (`gmd`) and ISO 19115-3 (`mdb`) write a value: as the one element inside its property. Names are
 * taken without prefix, as both standards have the same ones and servers mix their namespaces.
 */
import { languageRank } from '../../language.ts';
import { attribute, childrenOf, elements, textIn, within, type XmlElement } from '../xml/element.ts';

/** Words of a record in several languages: its own, and those of `PT_FreeText`. */
function texts(property: XmlElement): { text: string; language: string }[] {
  const own = elements(property).find(({ name }) => name !== 'PT_FreeText');
  const text = textIn(own) ?? (elements(property).length === 0 ? textIn(property) : undefined);
  const localised = within(property, 'LocalisedCharacterString').flatMap((each) => {
    const said = textIn(each);
    const language = (attribute(each, 'locale') ?? '').replace(/^#(locale-)?/i, '').toLowerCase();
    return said === undefined ? [] : [{ text: said, language: ISO_639[language] ?? language }];
  });
  return [...(text === undefined ? [] : [{ text, language: '' }]), ...localised];
}

/** Three-letter codes as the tags that languages are ranked by. */
const ISO_639: Record<string, string> = { chi: 'zh', zho: 'zh', eng: 'en' };

/**
 * The value of a property: its text in the best language, a code's value, an address. `gco:nilReason` says why there
 * is none, and says nothing where there is one.
 */
export function valueIn(property: XmlElement | undefined): string | undefined {
  if (property === undefined) return undefined;
  const [inner] = elements(property);
  const code = attribute(inner, 'codeListValue')?.trim();
  if (code !== undefined && code !== '') return code;
  const best = texts(property).sort((a, b) => languageRank(a.language) - languageRank(b.language))[0];
  return best?.text;
}

/** The address that an `Anchor` carries beside its text. */
export const linkIn = (property: XmlElement): string | undefined =>
  attribute(
    elements(property).find(({ name }) => name === 'Anchor'),
    'href',
  );

/** The first of these properties that has a value. */
export function firstValue(parent: XmlElement | undefined, ...names: string[]): string | undefined {
  if (parent === undefined) return undefined;
  for (const name of names)
    for (const property of childrenOf(parent, name)) {
      const value = valueIn(property);
      if (value !== undefined) return value;
    }
  return undefined;
}

export const allValues = (parent: XmlElement, ...names: string[]): string[] =>
  childrenOf(parent, ...names).flatMap((property) => valueIn(property) ?? []);
