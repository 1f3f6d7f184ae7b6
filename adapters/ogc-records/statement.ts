/** What a record of an OGC API – Records server says (OGC 20-004r1, "Record core"). Pure. */

import type { Field, RawValue, StatedDistribution, Statement } from '../../config/record.ts';
import { filled } from '../filled.ts';
import { type Link, linksOf, list, objects, text, texts } from '../formats/json/document.ts';
import { isObject, type Json } from '../formats/json/values.ts';
import { isoNativeId } from '../formats/metadata/iso.ts';

/** Properties that fields are read from; the others are reported untouched. */
const READ = new Set([
  'title',
  'description',
  'keywords',
  'themes',
  'created',
  'updated',
  'recordCreated',
  'recordUpdated',
  'contacts',
  'providers',
  'license',
  'rights',
  'accessRights',
  'formats',
  'type',
  'time',
  'externalIds',
  'version',
]);

const ASKED = ['pointOfContact', 'custodian', 'owner', 'distributor'];
const HOLDERS = ['publisher', 'owner', 'custodian', 'host', 'producer', 'distributor', 'pointOfContact'];

const firstOf = (people: Json[], roles: readonly string[]): Json | undefined => {
  for (const role of roles) {
    const found = people.find((each) => texts(each.roles ?? each.role ?? null).includes(role));
    if (found !== undefined) return found;
  }
  return people[0];
};

/** `emails`, `phones` are lists of `{ value }` (Records 1.0), or plain texts (drafts). */
const reach = (value: RawValue | undefined): string | undefined =>
  list(value).flatMap((each) => (isObject(each) ? (text(each.value) ?? []) : (text(each) ?? [])))[0];

function people(properties: Json): Partial<Record<Field, RawValue>> {
  const known = [...objects(properties.contacts), ...objects(properties.providers)];
  const holder = firstOf(known, HOLDERS);
  const contact = firstOf(known, ASKED);
  return filled({
    publisher: text(holder?.organization) ?? text(holder?.name),
    contactName: text(contact?.name) ?? text(contact?.organization),
    contactPhone: reach(contact?.phones ?? contact?.phone),
    contactEmail: reach(contact?.emails ?? contact?.email),
  });
}

/** Concepts by what people read, else by their id (older drafts had plain texts). */
const themes = (properties: Json): string[] =>
  objects(properties.themes).flatMap((theme) =>
    list(theme.concepts).flatMap((concept) =>
      isObject(concept) ? (text(concept.title) ?? text(concept.id) ?? []) : (text(concept) ?? []),
    ),
  );

const DATA = new Set([
  'item',
  'enclosure',
  'data',
  'describes',
  'distribution',
  'download',
  'service',
  'service-desc',
]);
/** What a link is that is neither data nor a page about them. */
const ABOUT = new Set([
  'self',
  'root',
  'parent',
  'collection',
  'next',
  'prev',
  'license',
  'icon',
  'preview',
  'via',
  'conformance',
]);

const isData = ({ rel, type }: Link): boolean =>
  DATA.has(rel) ||
  (!ABOUT.has(rel) &&
    rel !== 'alternate' &&
    rel !== 'canonical' &&
    type !== undefined &&
    type !== 'text/html');

function distribution({ href, type, title, rel }: Link, url: string): StatedDistribution {
  const address = URL.canParse(href, url) ? new URL(href, url).href : href;
  return filled({
    title,
    mediaType: type,
    format: rel.startsWith('service') ? 'api' : undefined,
    accessUrl: address,
    downloadUrl: ['enclosure', 'download', 'data'].includes(rel) ? address : undefined,
  });
}

/** A record without geometry is one without a place. */
function boxOf(feature: Json): string | undefined {
  const { geometry } = feature;
  if (!isObject(geometry)) return undefined;
  const points: [number, number][] = [];
  const gather = (value: RawValue | undefined): void => {
    if (!Array.isArray(value)) return;
    const [x, y] = value;
    if (typeof x === 'number' && typeof y === 'number') points.push([x, y]);
    else value.forEach(gather);
  };
  gather(geometry.coordinates);
  if (points.length === 0) return undefined;
  const of = (axis: 0 | 1) => points.map((point) => point[axis]);
  const least = (all: number[]) => all.reduce((a, b) => Math.min(a, b));
  const most = (all: number[]) => all.reduce((a, b) => Math.max(a, b));
  return [least(of(0)), least(of(1)), most(of(0)), most(of(1))].join(',');
}

export function recordStatement(feature: Json, id: string, url: string, page: string | undefined): Statement {
  const properties = isObject(feature.properties) ? feature.properties : {};
  const links = linksOf(feature);
  const distributions = links.filter(isData).map((link) => distribution(link, url));
  const time = isObject(feature.time) ? feature.time : isObject(properties.time) ? properties.time : {};
  const [start, end] = list(time.interval).map((each) => (text(each) === '..' ? undefined : text(each)));
  const licence = text(properties.license) ?? links.find(({ rel }) => rel === 'license')?.href;
  const landing =
    page?.replaceAll('{id}', encodeURIComponent(id)) ??
    links.find(
      ({ rel, type }) =>
        ['about', 'alternate', 'canonical', 'describedby'].includes(rel) && type === 'text/html',
    )?.href;
  const formats = list(properties.formats).flatMap((each) =>
    isObject(each) ? (text(each.name) ?? text(each.mediaType) ?? []) : (text(each) ?? []),
  );
  const native = isoNativeId(id);
  return {
    id,
    fields: filled({
      title: text(properties.title),
      description: text(properties.description),
      keywords: [...new Set(texts(properties.keywords))],
      theme: [...new Set(themes(properties))],
      issued: text(properties.created) ?? text(properties.recordCreated),
      modified: text(properties.updated) ?? text(properties.recordUpdated),
      temporal: text(time.date) ?? text(time.timestamp),
      temporalStart: start,
      temporalEnd: end,
      license: licence ?? text(properties.rights),
      accessRights: text(properties.accessRights),
      kind: text(properties.type)?.toLowerCase() === 'service' ? 'api' : undefined,
      formats: distributions.length === 0 ? formats : undefined,
      identifier: objects(properties.externalIds).flatMap((each) => text(each.value) ?? [])[0] ?? id,
      version: text(properties.version),
      landingPage:
        landing !== undefined && URL.canParse(landing, url) ? new URL(landing, url).href : undefined,
      ...people(properties),
    }),
    distributions,
    dataItems: [],
    unmapped: {
      ...Object.fromEntries(
        Object.entries(properties).filter(([key, value]) => !READ.has(key) && value !== null),
      ),
      ...filled({ box: boxOf(feature), type: text(properties.type) }),
    } as Statement['unmapped'],
    ...(native === undefined ? {} : { nativeId: native }),
  };
}
