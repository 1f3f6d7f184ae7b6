/** A SpatioTemporal Asset Catalog (stacspec.org): an API's collections by pages, or static documents with child links. */
import type { SampledThing } from '../../thing.ts';
import { json, type Site, type Wire, whole } from '../../wire.ts';

export interface StacVariant {
  /** An API with `/collections`; documents that link their children; or the API's Children extension. */
  how?: 'api' | 'static' | 'children';
  /** Collections on one page of the API, or children of one catalogue. */
  size?: number;
  /** The pages do not say how many collections there are. */
  undeclared?: boolean;
  /** Static: every catalogue also links the root and a child that is not there. */
  tangled?: boolean;
}

function collection(thing: SampledThing, home: string) {
  return {
    type: 'Collection',
    stac_version: '1.0.0',
    ...(thing.id === '' ? {} : { id: thing.id }),
    title: thing.title,
    description: thing.description ?? '',
    license: 'various',
    keywords: [...thing.themes, ...thing.keywords],
    providers: [
      { name: '数据中心', roles: ['host'] },
      { name: thing.publisher ?? '数据局', roles: ['producer'] },
    ],
    // A collection of tables has no place.
    extent: { spatial: null, temporal: { interval: [[thing.issued, null]] } },
    assets: Object.fromEntries([
      ['thumbnail', { href: `${home}/${thing.id}.png`, type: 'image/png', roles: ['thumbnail'] }],
      ...thing.formats.map((format) => [
        format,
        { href: `./${thing.id}/${format}`, title: `${thing.title}.${format}`, roles: ['data'] },
      ]),
    ]) as Record<string, unknown>,
    ...(thing.modified === null ? {} : { updated: thing.modified }),
    links: [{ rel: 'license', href: `${home}/licence` }],
  };
}

/** Serves `{context}/stac` and what it leads to. */
export function stac(site: Site, variant: StacVariant = {}): Wire {
  const home = `${site.origin}${site.context}/stac`;
  const size = variant.size ?? 50;
  const how = variant.how ?? 'api';
  return (asked, listing) => {
    const path =
      asked.path === `${site.context}/stac`
        ? '/'
        : asked.path.startsWith(`${site.context}/stac/`)
          ? asked.path.slice(site.context.length + 5)
          : '';
    if (path === '') return undefined;
    const catalogue = (id: string, links: { rel: string; href: string }[]) =>
      json('list', { type: 'Catalog', stac_version: '1.0.0', id, description: site.title, links });
    if (how !== 'static') {
      const at = how === 'api' ? '/collections' : '/children';
      if (path === '/')
        return catalogue('root', [{ rel: how === 'api' ? 'data' : 'children', href: `${home}${at}` }]);
      if (path !== at) return json('list', { code: 'NotFound' }, 404);
      const offset = whole(asked.query.get('offset'), 0);
      const found = listing.slice(offset, size).map((thing) => collection(thing, home));
      return json('list', {
        [at.slice(1)]: found,
        ...(variant.undeclared ? {} : { numberMatched: listing.total }),
        links:
          offset + size < listing.total
            ? [{ rel: 'next', href: `${home}${at}?offset=${offset + size}` }]
            : [],
      });
    }
    // The root has catalogues of `size` collections each, the first of them one level deeper.
    const groups = Math.ceil(Math.min(listing.total, 20_000) / size);
    const tangles = variant.tangled
      ? [
          { rel: 'child', href: `${home}` },
          { rel: 'child', href: './gone.json' },
        ]
      : [];
    if (path === '/' || path === '/deep.json') {
      const all = Array.from({ length: groups }, (_, group) => ({
        rel: 'child',
        href: `${home}/group-${group}.json`,
      }));
      if (path === '/deep.json') return catalogue('deep', all.slice(0, 1));
      return catalogue('root', [...all.slice(1), { rel: 'child', href: `${home}/deep.json` }, ...tangles]);
    }
    const group = /^\/group-(\d+)\.json$/.exec(path)?.[1];
    if (group !== undefined)
      return catalogue(`group-${group}`, [
        ...listing
          .slice(Number(group) * size, size)
          .map((thing) => ({ rel: 'child', href: `./${thing.id || 'nameless'}/collection.json` })),
        ...tangles,
      ]);
    const id = /^\/([^/]+)\/collection\.json$/.exec(path)?.[1];
    const thing = id === 'nameless' ? { ...listing.slice(0, 1)[0]!, id: '' } : listing.get(id ?? '');
    return thing === undefined
      ? json('list', { code: 'NotFound' }, 404)
      : json('list', collection(thing, home));
  };
}
