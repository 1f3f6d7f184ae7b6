/** What a STAC collection says (stacspec.org, Collection 1.0 and 1.1). Pure. */

import type { StatedDistribution, Statement } from '../../config/record.ts';
import { filled } from '../filled.ts';
import { linksOf, list, objects, text, texts } from '../formats/json/document.ts';
import { isObject, type Json } from '../formats/json/values.ts';

/** Roles of assets that show or describe the data. */
const BESIDE = new Set(['thumbnail', 'overview', 'metadata', 'graphic']);
const READ = new Set([
  'id',
  'type',
  'stac_version',
  'title',
  'description',
  'keywords',
  'license',
  'providers',
  'extent',
  'assets',
  'links',
  'created',
  'updated',
  'version',
  'sci:doi',
  'stac_extensions',
  'item_assets',
]);

function distributions(collection: Json, url: string): StatedDistribution[] {
  const absolute = (href: string): string => (URL.canParse(href, url) ? new URL(href, url).href : href);
  const assets = isObject(collection.assets) ? Object.entries(collection.assets) : [];
  const files = assets.flatMap(([name, asset]) => {
    const href = isObject(asset) ? text(asset.href) : undefined;
    if (!isObject(asset) || href === undefined || texts(asset.roles).some((role) => BESIDE.has(role)))
      return [];
    return [
      filled({
        title: text(asset.title) ?? name,
        mediaType: text(asset.type),
        accessUrl: absolute(href),
        downloadUrl: absolute(href),
        byteSize: text(asset['file:size']),
      }),
    ];
  });
  // The items of a collection are had through its API.
  const items = linksOf(collection)
    .filter(({ rel }) => rel === 'items')
    .map(({ href }) => ({ format: 'api', accessUrl: absolute(href) }));
  return [...files, ...items];
}

/** `extent.spatial` is null, or lacks its box, at collections without a place. */
function extentOf({ extent }: Json): { box?: string; start?: string; end?: string } {
  const spatial = isObject(extent) && isObject(extent.spatial) ? extent.spatial : {};
  const temporal = isObject(extent) && isObject(extent.temporal) ? extent.temporal : {};
  const [box] = list(spatial.bbox);
  const [interval] = list(temporal.interval);
  const [start, end] = list(interval).map(text);
  return filled({ box: Array.isArray(box) ? box.map(String).join(',') : undefined, start, end });
}

const HOLDERS = ['producer', 'licensor', 'processor', 'host'];

export function collectionStatement(
  collection: Json,
  id: string,
  url: string,
  page: string | undefined,
): Statement {
  const { box, start, end } = extentOf(collection);
  const providers = objects(collection.providers);
  const holder =
    HOLDERS.map((role) => providers.find(({ roles }) => texts(roles).includes(role))).find(
      (each) => each !== undefined,
    ) ?? providers[0];
  const links = linksOf(collection);
  const licence = links.find(({ rel }) => rel === 'license')?.href;
  const named = text(collection.license);
  const landing =
    page?.replaceAll('{id}', encodeURIComponent(id)) ??
    links.find(({ rel, type }) => ['about', 'alternate', 'describedby'].includes(rel) && type === 'text/html')
      ?.href;
  return {
    id,
    fields: filled({
      title: text(collection.title) ?? id,
      description: text(collection.description),
      publisher: text(holder?.name),
      keywords: [...new Set(texts(collection.keywords))],
      // `various`, `other` and `proprietary` name no licence; the link beside them does.
      license:
        licence !== undefined && /^(various|other|proprietary)$/.test(named ?? 'other') ? licence : named,
      issued: text(collection.created),
      modified: text(collection.updated),
      temporalStart: start,
      temporalEnd: end,
      identifier: text(collection['sci:doi']) ?? id,
      version: text(collection.version),
      landingPage:
        landing !== undefined && URL.canParse(landing, url) ? new URL(landing, url).href : undefined,
    }),
    distributions: distributions(collection, url),
    dataItems: [],
    unmapped: {
      ...Object.fromEntries(
        Object.entries(collection).filter(([key, value]) => !READ.has(key) && value !== null),
      ),
      ...filled({ box }),
    } as Statement['unmapped'],
  };
}
