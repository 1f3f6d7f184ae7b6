/** Tags are the keywords of packages: of any of a package's offers. */
import { hash } from 'node:crypto';
import { LONGEST_QUERY } from '../../parameters.ts';
import { questionFor, wholeOf } from '../resources.ts';
import { ActionError } from './error.ts';
import { tagsOf } from './kept-tags.ts';
import { type Json, packageOf } from './package.ts';
import type { Given } from './parameters.ts';
import type { Ckan } from './search.ts';

/** Packages that are shown of a tag, as CKAN has it; `package_search` walks a longer list. */
const SHOWN = 1_000;
/** Hits looked through at a time. */
const PAGE = 200;

const tagOf = (name: string): { [key: string]: Json } => ({
  id: `tag-${hash('sha256', name, 'hex').slice(0, 16)}`,
  name,
  display_name: name,
  vocabulary_id: null,
});

export async function tagList({ catalogue, tags, now }: Ckan, given: Given<'tag_list'>): Promise<Json> {
  const query = given.query?.trim().toLowerCase() ?? '';
  const wanted = (await tags.all(catalogue, now)).filter((name) => name.toLowerCase().includes(query));
  return given.all_fields ? wanted.map(tagOf) : wanted;
}

/** Throws `ActionError`: Not Found Error for what is no keyword. */
export async function tagShow(ckan: Ckan, { id, include_datasets }: Given<'tag_show'>): Promise<Json> {
  const question = questionFor({ literal: [id.slice(0, LONGEST_QUERY)], sort: 'id', size: PAGE });
  const packages: Json[] = [];
  let cursor: string | undefined;
  do {
    const page = await ckan.catalogue.search({ ...question, ...(cursor && { cursor }) });
    for (const resource of await wholeOf(ckan.catalogue, page.hits)) {
      if (!tagsOf(resource.offers.map(({ entry }) => entry)).includes(id)) continue;
      if (!include_datasets) return tagOf(id);
      packages.push(packageOf(ckan, resource));
      if (packages.length === SHOWN) return { ...tagOf(id), packages };
    }
    const next = page.cursor ?? undefined;
    // Any word stands in many texts: whether it is a keyword at all is known without a walk through them.
    if (cursor === undefined && next !== undefined && packages.length === 0) {
      if (!(await ckan.tags.all(ckan.catalogue, ckan.now)).includes(id)) break;
      if (!include_datasets) return tagOf(id);
    }
    cursor = next;
  } while (cursor !== undefined);
  if (packages.length === 0) throw new ActionError('Not Found Error', 'Not found');
  return { ...tagOf(id), packages };
}
