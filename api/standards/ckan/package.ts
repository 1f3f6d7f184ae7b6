/** A resource as a CKAN package; the keys beside CKAN's own are those of ckanext-dcat, and ours. */
import { hash } from 'node:crypto';
import { termName } from '../../../config/vocabularies.ts';
import { placeLabel } from '../../../config/words.ts';
import { officeOf } from '../../../index/office.ts';
import type { Resource } from '../../../index/port.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { entryIri, resourceIri } from '../base.ts';
import type { Describing } from '../dcat/catalogue.ts';
import { changedAt } from '../dcat/dataset.ts';
import { address } from '../dcat/rdf/statements.ts';
import { groupOf, organizationOf } from './groups.ts';
import { packageId } from './ids.ts';
import { tagsOf } from './kept-tags.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/** CKAN writes UTC without saying so, to the millionth of a second. */
export const ckanDate = (instant: string): string => `${instant.replace(/Z$/, '')}000`;

const uuidOf = (text: string): string => {
  const bits = hash('sha256', text, 'hex');
  return `${bits.slice(0, 8)}-${bits.slice(8, 12)}-8${bits.slice(13, 16)}-8${bits.slice(17, 20)}-${bits.slice(20, 32)}`;
};

/** The files and interfaces of all offers, the lead's first; of an offer without any its page. */
function resourcesOf({ base, sources }: Describing, { id, offers }: Resource): Json[] {
  const found = offers.flatMap((offer: StoredEntry) => {
    const { entry } = offer;
    const given = entry.isRegistration ? [] : entry.distributions;
    const page = given.length === 0 && !entry.isRegistration ? [{}] : [];
    const way =
      address(entry.landingPage) ?? address(sources.get(entry.source)?.home) ?? entryIri(base, entry.id);
    return [...given, ...page].map((each: StoredEntry['entry']['distributions'][number]) => ({
      offer,
      each,
      way,
    }));
  });
  return found.map(({ offer, each, way }, position): Json => {
    const [access, download] = [address(each.accessUrl), address(each.downloadUrl)];
    return {
      id: uuidOf(`${id} ${position}`),
      package_id: packageId(id),
      position,
      name: each.title ?? each.format?.toUpperCase() ?? offer.entry.title,
      description: '',
      format: each.format?.toUpperCase() ?? '',
      mimetype: each.mediaType ?? null,
      mimetype_inner: null,
      url: download ?? access ?? way,
      url_type: null,
      access_url: access,
      download_url: download,
      size: each.byteSize ?? null,
      hash: '',
      resource_type: null,
      state: 'active',
      cache_url: null,
      cache_last_updated: null,
      datastore_active: false,
      created: ckanDate(offer.firstSeen),
      last_modified: null,
      metadata_modified: ckanDate(offer.changedAt),
      offer: offer.entry.id,
      offered_by: offer.entry.source,
      mode: offer.entry.mode,
    };
  });
}

function extrasOf({ base }: Describing, { id, lead: { entry }, offers }: Resource): Json[] {
  const said: Record<string, string | undefined> = {
    guid: resourceIri(base, id),
    identifier: entry.id,
    publisher_name: officeOf(entry)?.name,
    publisher_identifier: entry.publisher?.code,
    holder: entry.holder?.name,
    operator: entry.operator?.name,
    implementing_agency: entry.implementingAgency?.name,
    issued: entry.issued,
    modified: entry.modified,
    frequency: entry.frequency === undefined ? undefined : (entry.frequency.code ?? entry.frequency.raw),
    spatial_text: placeLabel(entry.spatial.code).zh.replaceAll(' ', ''),
    spatial_code: entry.spatial.code,
    temporal_start: entry.temporal?.start,
    temporal_end: entry.temporal?.end,
    access_rights: entry.accessRights,
    contact_email: entry.contact?.email,
    contact_phone: entry.contact?.phone,
    kind: entry.kind,
    mode: entry.mode,
    openness: entry.openness?.class,
    landing_page: address(entry.landingPage),
    registration_code: entry.registration?.code,
    offers: JSON.stringify(offers.map((offer) => offer.entry.id)),
    modes: JSON.stringify([...new Set(offers.map((offer) => offer.entry.mode))].sort()),
  };
  return Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

export function packageOf(describing: Describing, resource: Resource): { [key: string]: Json | undefined } {
  const { id, lead, offers } = resource;
  const { entry } = lead;
  const resources = resourcesOf(describing, resource);
  const tags = tagsOf(offers.map((offer) => offer.entry));
  const organization = organizationOf(describing.sources, entry.source);
  const themes = [...new Set(entry.themes.flatMap(({ code }) => code ?? []))];
  return {
    id: packageId(id),
    name: id,
    title: entry.title,
    notes: entry.description ?? '',
    url: address(entry.landingPage) ?? resourceIri(describing.base, id),
    type: 'dataset',
    state: 'active',
    private: false,
    version: entry.version ?? null,
    author: null,
    author_email: null,
    maintainer: null,
    maintainer_email: null,
    license_id: entry.license?.code ?? null,
    license_title: entry.license?.raw ?? null,
    license_url: address(entry.license?.raw) ?? null,
    isopen: entry.openness?.class === 'unconditional',
    creator_user_id: null,
    owner_org: entry.source,
    organization,
    groups: themes.map((code) => groupOf(code)),
    tags: tags.map((name) => ({
      id: uuidOf(`tag ${name}`),
      name,
      display_name: name,
      state: 'active',
      vocabulary_id: null,
    })),
    num_tags: tags.length,
    resources,
    num_resources: resources.length,
    extras: extrasOf(describing, resource),
    metadata_created: ckanDate(offers.map(({ firstSeen }) => firstSeen).sort()[0] ?? lead.firstSeen),
    metadata_modified: ckanDate(changedAt(resource)),
    relationships_as_subject: [],
    relationships_as_object: [],
    ...(entry.openness === undefined
      ? {}
      : { openness_title: termName('openness', entry.openness.class).zh }),
  };
}
