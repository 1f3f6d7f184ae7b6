/**
 * The JSON-LD contexts kept here, by the addresses under which catalogues name them. Nothing is ever fetched: a
 * context that is neither here nor in the source's options is a coded error. The files are written from the
 * vocabularies' term lists (W3C DCAT 3, SEMIC DCAT-AP 2.1.1 and 3, Hydra Core); schema.org's is its `@vocab`.
 */
import { readFileSync } from 'node:fs';
import type { RemoteDocument } from 'jsonld/jsonld-spec.js';
import { CodedError } from '../../config/errors/errors.ts';

const SEMIC = 'semiceu.github.io/DCAT-AP/releases';
/** Addresses without scheme and closing slash or `#`. */
const FILES: Record<string, string> = {
  'www.w3.org/ns/dcat.jsonld': 'dcat.jsonld',
  'www.w3.org/ns/dcat': 'dcat.jsonld',
  'www.w3.org/ns/dcat3.jsonld': 'dcat.jsonld',
  [`${SEMIC}/2.0.1/dcat-ap_2.0.1.jsonld`]: 'dcat-ap-2.jsonld',
  [`${SEMIC}/2.1.1/dcat-ap_2.1.1.jsonld`]: 'dcat-ap-2.jsonld',
  [`${SEMIC}/2.1.1/dcat-ap_lang_2.1.1.jsonld`]: 'dcat-ap-2-languages.jsonld',
  [`${SEMIC}/3.0.0/context/dcat-ap.jsonld`]: 'dcat-ap-3.jsonld',
  [`${SEMIC}/3.0.1/context/dcat-ap.jsonld`]: 'dcat-ap-3.jsonld',
  'www.w3.org/ns/hydra/core': 'hydra.jsonld',
  'www.w3.org/ns/hydra/context.jsonld': 'hydra.jsonld',
  'schema.org': 'schema.jsonld',
  'schema.org/docs/jsonldcontext.json': 'schema.jsonld',
  'schema.org/docs/jsonldcontext.jsonld': 'schema.jsonld',
};

const loaded = new Map<string, string>();
function kept(file: string): string {
  const text = loaded.get(file) ?? readFileSync(new URL(`contexts/${file}`, import.meta.url), 'utf8');
  loaded.set(file, text);
  return text;
}

const plainAddress = (url: string): string => url.replace(/^https?:\/\//, '').replace(/[/#]+$/, '');

/** Contexts by address, as a source's options give them: whole documents (`{"@context": …}`). */
export type Contexts = Record<string, Record<string, unknown>>;

/** What jsonld asks for contexts. Rejects with `source.unknown-context`, naming the address. */
export const contextLoader =
  (given: Contexts) =>
  async (url: string): Promise<RemoteDocument> => {
    const file = FILES[plainAddress(url)];
    const document = given[url] ?? (file === undefined ? undefined : (JSON.parse(kept(file)) as object));
    if (document === undefined) {
      throw new CodedError('source.unknown-context', url, {
        hint: "put the context's document under harvest.options.contexts",
      });
    }
    return { contextUrl: undefined, documentUrl: url, document } as RemoteDocument;
  };
