/** The actions by name. */
import type { ApiContext } from '../../context.ts';
import { wholeOf } from '../resources.ts';
import { ActionError } from './error.ts';
import { listed } from './groups.ts';
import { resourceOf } from './ids.ts';
import { type Json, packageOf } from './package.ts';
import { type ActionName, type Given, PARAMETERS, parametersOf } from './parameters.ts';
import { type Ckan, packageSearch, walked } from './search.ts';
import { tagList, tagShow } from './tags.ts';

type Actions = { [A in ActionName]: (given: Given<A>) => Promise<Json> };

const notFound = (): ActionError => new ActionError('Not Found Error', 'Not found');

async function packageShow(ckan: Ckan, nameOrId: string): Promise<Json> {
  const id = resourceOf(nameOrId);
  const resource = id === undefined ? undefined : await ckan.catalogue.resource(id);
  if (resource === undefined) throw notFound();
  return packageOf(ckan, resource);
}

async function packageList(ckan: Ckan, { offset, limit = 1_000_000 }: Given<'package_list'>): Promise<Json> {
  const names: string[] = [];
  for await (const hits of walked(ckan, offset, limit)) names.push(...hits.map(({ resource }) => resource));
  return names;
}

async function packagesWhole(
  ckan: Ckan,
  { limit, offset, page }: Given<'current_package_list_with_resources'>,
): Promise<Json> {
  const start = page === undefined ? offset : (page - 1) * limit;
  const packages: Json[] = [];
  for await (const hits of walked(ckan, start, limit))
    packages.push(...(await wholeOf(ckan.catalogue, hits)).map((each): Json => packageOf(ckan, each)));
  return packages;
}

type Kind = 'organization' | 'group';

async function list(ckan: Ckan, kind: Kind, given: Given<'organization_list'>): Promise<Json> {
  const only = given.organizations ?? given.groups;
  const all = await listed(ckan.catalogue, ckan.sources, kind);
  const wanted = only === undefined ? all : all.filter(({ name }) => only.includes(name));
  const page = wanted.slice(given.offset, given.offset + (given.limit ?? wanted.length));
  return page.map(({ name, dict }): Json => (given.all_fields ? dict : name));
}

async function show(
  ckan: Ckan,
  kind: Kind,
  { id, include_datasets }: Given<'organization_show'>,
): Promise<Json> {
  const known = (await listed(ckan.catalogue, ckan.sources, kind)).find(({ name }) => name === id);
  if (known === undefined) throw notFound();
  if (!include_datasets) return known.dict;
  const filters = kind === 'organization' ? { source: [id] } : { theme: [id] };
  const packages: Json[] = [];
  for await (const hits of walked(ckan, 0, 1_000, { text: '', filters, nothing: false }))
    packages.push(...(await wholeOf(ckan.catalogue, hits)).map((each): Json => packageOf(ckan, each)));
  return { ...known.dict, packages };
}

const actionsOf = (ckan: Ckan, { version, contact }: Pick<ApiContext, 'version' | 'contact'>): Actions => ({
  site_read: async () => true,
  status_show: async () => ({
    site_title: '汇目',
    site_description: '全国公共数据联合目录',
    site_url: ckan.base,
    // The version whose Action API this is good for; the software is another.
    ckan_version: '2.10.0',
    error_emails_to: contact ?? null,
    locale_default: 'zh_Hans_CN',
    extensions: [],
    huimu_version: version,
  }),
  help_show: async ({ name }) => {
    if (!Object.hasOwn(PARAMETERS, name)) throw notFound();
    return `${name}: ${Object.keys(PARAMETERS[name as ActionName].shape).join(', ')}`;
  },
  package_search: (given) => packageSearch(ckan, given),
  package_show: ({ id, name_or_id }) => packageShow(ckan, (id ?? name_or_id) as string),
  package_list: (given) => packageList(ckan, given),
  current_package_list_with_resources: (given) => packagesWhole(ckan, given),
  organization_list: (given) => list(ckan, 'organization', given),
  organization_show: (given) => show(ckan, 'organization', given),
  group_list: (given) => list(ckan, 'group', given),
  group_show: (given) => show(ckan, 'group', given),
  tag_list: (given) => tagList(ckan, given),
  tag_show: (given) => tagShow(ckan, given),
});

export const isAction = (name: string): name is ActionName => Object.hasOwn(PARAMETERS, name);

/** The result of an action. Throws `ActionError`. */
export function act<A extends ActionName>(
  ckan: Ckan,
  context: Pick<ApiContext, 'version' | 'contact'>,
  name: A,
  given: unknown,
): Promise<Json> {
  return actionsOf(ckan, context)[name](parametersOf(name, given));
}
