/**
 * Which of a CKAN package's keys say what. Keys are those of CKAN's own package schema and of the dataset
 * schemas of ckanext-dcat (flat `extras` of the legacy one, nested lists of the scheming one) and
 * ckanext-fluent. The first key of a list that has a value is the field's.
 */
import type { Field } from '../../config/record.ts';

/** Keys whose values are plain: text, numbers, lists of them. Dots go into nested objects and first items. */
export const FIELD_KEYS: Partial<Record<Field, readonly string[]>> = {
  title: ['title_translated', 'title', 'name'],
  description: ['notes_translated', 'notes', 'description'],
  publisher: [
    'publisher_name',
    'publisher.name',
    'publisher',
    'organization.title_translated',
    'organization.title',
    'organization.display_name',
    'organization.name',
    'organization',
    'creator.name',
  ],
  publisherCode: ['publisher_identifier', 'publisher.identifier'],
  issued: ['issued', 'release_date'],
  modified: ['modified'],
  frequency: ['frequency', 'accrual_periodicity', 'update_frequency'],
  spatial: ['spatial_text', 'spatial_coverage.text', 'spatial_uri', 'spatial_coverage.uri', 'spatial'],
  temporal: ['temporal', 'temporal_text'],
  temporalStart: ['temporal_start', 'temporal_coverage.start'],
  temporalEnd: ['temporal_end', 'temporal_coverage.end'],
  license: ['license_title', 'license_id', 'license_url', 'license'],
  accessRights: ['access_rights'],
  contactName: ['contact_name', 'contact.name', 'maintainer', 'author'],
  contactEmail: ['contact_email', 'contact.email', 'maintainer_email', 'author_email'],
  contactPhone: ['contact_phone', 'contact.phone', 'maintainer_phone'],
  identifier: ['identifier', 'guid'],
  version: ['version', 'dcat_version'],
};

/** Keys that say it only where neither those above nor any label does: the software's own dates, persons. */
export const FALLBACK_KEYS: Partial<Record<Field, readonly string[]>> = {
  publisher: ['author', 'maintainer'],
  issued: ['metadata_created'],
  modified: ['metadata_modified'],
};

/** Keys that are lists of things with names, or are read by themselves. */
export const LIST_KEYS = ['tags', 'groups', 'resources', 'keywords_translated', 'tags_translated', 'theme'];

/**
 * Plumbing of the software: identifiers of users, revisions and relations, and what says the same as another
 * key. Neither stated nor reported as not understood.
 */
export const PLUMBING = new Set([
  'id',
  'name',
  'owner_org',
  'creator_user_id',
  'revision_id',
  'revision_timestamp',
  'state',
  'type',
  'extras',
  'num_tags',
  'num_resources',
  'tracking_summary',
  'relationships_as_object',
  'relationships_as_subject',
  'isopen',
  'private',
  'plugin_data',
  'organization',
]);
