/** The page about a resource, with what machines read of it in its head. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escaped } from '../../../config/text/escape.ts';
import type { Resource } from '../../../index/port.ts';
import { resourceIri } from '../base.ts';
import { jsonText } from '../json.ts';
import { FORMATS } from './formats.ts';
import { schemaOrg } from './schema-org.ts';

/** JSON that no text in it can end the script of. */
const inScript = (value: unknown): string =>
  jsonText(value).replace(/[<>&\u2028\u2029]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

/** `pages`: folder of the built pages. */
export async function resourcePage(pages: string, base: string, resource: Resource): Promise<string> {
  const page = await readFile(join(pages, 'index.html'), 'utf8');
  const iri = resourceIri(base, resource.id);
  const head = [
    `<title>${escaped(resource.lead.entry.title)} · 汇目</title>`,
    `<link rel="canonical" href="${escaped(iri)}" />`,
    ...Object.entries(FORMATS).map(
      ([format, type]) => `<link rel="alternate" type="${type}" href="${escaped(iri)}.${format}" />`,
    ),
    // Data, not script: the policy against inline scripts does not concern it.
    `<script type="application/ld+json">${inScript(schemaOrg(base, resource))}</script>`,
  ].join('\n    ');
  return page.replace(/<title>[^<]*<\/title>/, () => head);
}
