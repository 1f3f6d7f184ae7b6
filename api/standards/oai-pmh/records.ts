/** Entries as records: identifiers, headers, metadata. */
import type { StoredEntry } from '../../../index/stored.ts';
import type { Describing } from '../dcat/catalogue.ts';
import type { XmlNode } from '../xml.ts';
import { datestamp } from './dates.ts';
import type { MetadataFormat } from './formats.ts';
import { specsOf } from './sets.ts';

/** `oai:<namespace>:<entry id>`, the id percent-encoded. */
export const identifierOf = (namespace: string, id: string): string =>
  `oai:${namespace}:${encodeURIComponent(id.toWellFormed())}`;

/** The entry's id; undefined for an identifier that is none of ours. */
export function entryOf(namespace: string, identifier: string): string | undefined {
  const start = `oai:${namespace}:`;
  if (!identifier.startsWith(start)) return undefined;
  try {
    return decodeURIComponent(identifier.slice(start.length));
  } catch {
    return undefined;
  }
}

export const header = (namespace: string, { entry, changedAt, removedAt }: StoredEntry): XmlNode => ({
  ...(removedAt === null ? {} : { '@status': 'deleted' }),
  identifier: identifierOf(namespace, entry.id),
  datestamp: datestamp(changedAt),
  setSpec: specsOf(entry),
});

export const record = (
  namespace: string,
  stored: StoredEntry,
  format: MetadataFormat,
  describing: Describing,
): XmlNode => ({
  header: header(namespace, stored),
  metadata: stored.removedAt === null ? format.write(describing, stored) : undefined,
});
