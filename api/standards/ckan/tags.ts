/**
 * Tags are the keywords of packages. They are not counted over the whole catalogue: the list is of the thousand
 * packages that changed last, or that answer the words asked for.
 */
import { hash } from 'node:crypto';
import { LONGEST_QUERY } from '../../parameters.ts';
import { questionFor, wholeOf } from '../resources.ts';
import { ActionError } from './error.ts';
import { type Json, packageOf } from './package.ts';
import type { Given } from './parameters.ts';
import type { Ckan } from './search.ts';

const LOOKED_AT = 1_000;

const tagOf = (name: string): { [key: string]: Json } => ({
  id: `tag-${hash('sha256', name, 'hex').slice(0, 16)}`,
  name,
  display_name: name,
  vocabulary_id: null,
});

const looked = (text: string) =>
  questionFor({
    text: text.slice(0, LONGEST_QUERY),
    sort: text === '' ? 'changed' : 'relevance',
    size: LOOKED_AT,
  });

export async function tagList({ catalogue }: Ckan, given: Given<'tag_list'>): Promise<Json> {
  const query = given.query?.trim() ?? '';
  const { hits } = await catalogue.search(looked(query));
  const names = new Set(hits.flatMap(({ lead }) => lead.entry.keywords.map((keyword) => keyword.trim())));
  const wanted = [...names]
    .filter((name) => name !== '' && name.toLowerCase().includes(query.toLowerCase()))
    .sort();
  return given.all_fields ? wanted.map(tagOf) : wanted;
}

/** Throws `ActionError`: Not Found Error for what is no keyword. */
export async function tagShow(ckan: Ckan, { id, include_datasets }: Given<'tag_show'>): Promise<Json> {
  const { hits } = await ckan.catalogue.search({ ...looked(id), literal: [id.slice(0, LONGEST_QUERY)] });
  const bearing = hits.filter(({ lead }) => lead.entry.keywords.some((keyword) => keyword.trim() === id));
  if (bearing.length === 0) throw new ActionError('Not Found Error', 'Not found');
  if (!include_datasets) return tagOf(id);
  const packages = (await wholeOf(ckan.catalogue, bearing)).map(
    (resource): Json => packageOf(ckan, resource),
  );
  return { ...tagOf(id), packages };
}
