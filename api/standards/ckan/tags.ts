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
  const wanted = include_datasets ? SHOWN : 1;
  const packages: Json[] = [];
  let cursor: string | null | undefined;
  while (packages.length < wanted && cursor !== null) {
    const question = questionFor({ literal: [id.slice(0, LONGEST_QUERY)], sort: 'id', size: PAGE });
    const page = await ckan.catalogue.search(cursor === undefined ? question : { ...question, cursor });
    for (const resource of await wholeOf(ckan.catalogue, page.hits))
      if (tagsOf(resource.offers.map(({ entry }) => entry)).includes(id))
        packages.push(packageOf(ckan, resource));
    cursor = page.cursor;
  }
  if (packages.length === 0) throw new ActionError('Not Found Error', 'Not found');
  return include_datasets ? { ...tagOf(id), packages: packages.slice(0, SHOWN) } : tagOf(id);
}
