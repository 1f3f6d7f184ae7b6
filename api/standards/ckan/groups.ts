/** Organizations are the catalogues that offer, groups the national fields. */
import type { Source } from '../../../config/registry/source.ts';
import { termName, vocabulary } from '../../../config/vocabularies.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { Json } from './package.ts';

interface Named {
  name: string;
  title: string;
  description: string;
}

const shared = ({ name, title, description }: Named, type: 'organization' | 'group') => ({
  id: name,
  name,
  title,
  display_name: title,
  description,
  type,
  is_organization: type === 'organization',
  state: 'active',
  approval_status: 'approved',
  image_url: '',
  image_display_url: '',
});

export const organizationOf = (sources: ReadonlyMap<string, Source>, id: string) =>
  shared(
    { name: id, title: sources.get(id)?.title ?? id, description: sources.get(id)?.home ?? '' },
    'organization',
  );

export function groupOf(code: string) {
  const { zh, en } = termName('themes', code);
  return shared({ name: code, title: zh, description: en }, 'group');
}

export interface Counted {
  name: string;
  dict: { [key: string]: Json };
}

/** Those that have packages, by name, with how many. */
export async function listed(
  catalogue: Catalogue,
  sources: ReadonlyMap<string, Source>,
  type: 'organization' | 'group',
): Promise<Counted[]> {
  const facet = type === 'organization' ? 'source' : 'theme';
  const { rows } = await catalogue.statistics({ by: [facet], filters: {} });
  const known = new Set(vocabulary('themes').map(({ code }) => code));
  return rows.flatMap(({ key, resources }): Counted[] => {
    const name = key[facet];
    if (name === undefined || (facet === 'theme' && !known.has(name))) return [];
    const dict = facet === 'source' ? organizationOf(sources, name) : groupOf(name);
    return [
      {
        name,
        dict: {
          ...dict,
          package_count: resources,
          num_followers: 0,
          extras: [],
          users: [],
          groups: [],
          tags: [],
        },
      },
    ];
  });
}
