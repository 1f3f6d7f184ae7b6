/** Entries of the catalogue as answers. */
import type { z } from 'zod';
import type { Source } from '../../../config/registry/source.ts';
import { placeLabel } from '../../../config/words.ts';
import type { Resource } from '../../../index/port.ts';
import { linksOf } from '../../../index/resources/links.ts';
import { registrationsOf } from '../../../index/resources/registrations.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import type { EntryAnswer, EntrySummary, ResourceAnswer } from '../../schemas/entry.ts';
import type { SourceRef } from '../../schemas/source.ts';
import { citationOf } from './citation.ts';
import { gettingOf } from './getting.ts';

type Sources = ReadonlyMap<string, Source>;

/** A source that is configured no more still has a name beside its entries: its id. */
export function sourceRef(sources: Sources, stored: StoredEntry): z.infer<typeof SourceRef> {
  const { entry } = stored;
  const source = sources.get(entry.source);
  if (source === undefined) {
    return {
      id: entry.source,
      title: entry.source,
      kind: 'open-platform',
      mode: entry.mode,
      region: entry.spatial.code,
      home: entry.landingPage,
    };
  }
  const { id, title, kind, mode, region, home } = source;
  return { id, title, kind, mode, region, home };
}

export function entryAnswer(sources: Sources, stored: StoredEntry): z.infer<typeof EntryAnswer> {
  const { entry, resource, lead, firstSeen, changedAt } = stored;
  const place = placeLabel(entry.spatial.code);
  const source = sourceRef(sources, stored);
  const getting = gettingOf({ entry, source });
  return { entry, place, resource, lead, firstSeen, changedAt, source, getting };
}

/** `on`: YYYY-MM-DD, China time. `base`: the catalogue's public address. */
export function resourceAnswer(
  sources: Sources,
  resource: Resource,
  on: string,
  base: string,
): z.infer<typeof ResourceAnswer> {
  const { entry } = resource.lead;
  const cited = {
    resource: resource.id,
    title: entry.title,
    publisher: entry.publisher?.name,
    source: sourceRef(sources, resource.lead).title,
    modified: entry.modified ?? entry.issued,
    seen: on,
  };
  return {
    id: resource.id,
    lead: entryAnswer(sources, resource.lead),
    offers: resource.offers.map((offer) => entryAnswer(sources, offer)),
    links: linksOf(resource),
    registrations: registrationsOf(resource, on),
    registeredOn: on,
    citation: citationOf(cited, base),
  };
}

export function summaryAnswer(sources: Sources, stored: StoredEntry): z.infer<typeof EntrySummary> {
  const { entry, changedAt } = stored;
  return {
    id: entry.id,
    title: entry.title,
    description: entry.description,
    kind: entry.kind,
    mode: entry.mode,
    openness: entry.openness,
    sharing: entry.sharing,
    themes: entry.themes,
    industry: entry.industry,
    keywords: entry.keywords,
    issued: entry.issued,
    modified: entry.modified,
    frequency: entry.frequency,
    spatial: entry.spatial,
    place: placeLabel(entry.spatial.code),
    landingPage: entry.landingPage,
    publisher: entry.publisher,
    formats: [
      ...new Set(entry.distributions.flatMap(({ format }) => (format === undefined ? [] : [format]))),
    ],
    source: sourceRef(sources, stored),
    changedAt,
  };
}
