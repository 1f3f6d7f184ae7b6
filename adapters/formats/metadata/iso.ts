/**
 * What a record in ISO 19139 (`gmd:MD_Metadata`, `gmi:MI_Metadata`) or ISO 19115-3 (`mdb:MD_Metadata`) says, under the
 * catalogue's field names. Pure. Sources: ISO 19115:2003 and 19115-1:2014 with their XML encodings.
 */
import type { Field, RawValue, Statement } from '../../../config/record.ts';
import { filled } from '../../filled.ts';
import {
  at,
  attribute,
  childOf,
  childrenOf,
  elements,
  textIn,
  within,
  type XmlElement,
} from '../xml/element.ts';
import { access, isService, terms } from './iso-access.ts';
import { parties } from './iso-parties.ts';
import { allValues, firstValue, valueIn } from './iso-values.ts';

export const isIso = ({ name }: XmlElement): boolean => name === 'MD_Metadata' || name === 'MI_Metadata';

/** `fileIdentifier`, or the code of `metadataIdentifier`; a UUID that the root bears where both are left out. */
export const isoId = (metadata: XmlElement): string | undefined =>
  firstValue(metadata, 'fileIdentifier') ??
  at(metadata, 'metadataIdentifier', 'MD_Identifier').flatMap((each) => firstValue(each, 'code') ?? [])[0] ??
  attribute(metadata, 'uuid');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A record keeps its UUID on every catalogue that harvests it. */
export const isoNativeId = (id: string | undefined): string | undefined =>
  id !== undefined && UUID.test(id) ? `iso/${id.toLowerCase()}` : undefined;

/** Dates of a citation, by what happened then. */
function dates(citation: XmlElement | undefined): (kind: string) => string | undefined {
  const found = at(citation, 'date', 'CI_Date').map((each) => ({
    kind: firstValue(each, 'dateType') ?? '',
    date: firstValue(each, 'date'),
  }));
  return (kind) =>
    found
      .filter((each) => each.kind === kind)
      .map(({ date }) => date)
      .sort()
      .at(-1);
}

/** When the record itself was changed: `dateStamp`, or a `dateInfo` of 19115-3. */
const stamped = (metadata: XmlElement): string | undefined =>
  firstValue(metadata, 'dateStamp') ??
  at(metadata, 'dateInfo', 'CI_Date')
    .filter((each) => firstValue(each, 'dateType') !== 'creation')
    .flatMap((each) => firstValue(each, 'date') ?? [])[0];

function period(identification: XmlElement): Partial<Record<Field, RawValue>> {
  const [time] = within(identification, 'TimePeriod');
  if (time === undefined) {
    const [instant] = within(identification, 'TimeInstant');
    return filled({ temporal: textIn(childOf(instant, 'timePosition')) });
  }
  const end = (...names: string[]): string | undefined =>
    textIn(childOf(time, names[0] as string)) ??
    at(time, names[1] as string, 'TimeInstant', 'timePosition').flatMap((each) => textIn(each) ?? [])[0];
  return filled({ temporalStart: end('beginPosition', 'begin'), temporalEnd: end('endPosition', 'end') });
}

const BOUNDS = ['westBoundLongitude', 'southBoundLatitude', 'eastBoundLongitude', 'northBoundLatitude'];

/** Names of places; without any, the box in degrees, west, south, east, north. */
function place(identification: XmlElement): { names: string[]; box?: string } {
  const extents = within(identification, 'EX_Extent');
  const names = extents.flatMap((extent) => [
    ...within(extent, 'geographicIdentifier').flatMap((each) => {
      const identifier = elements(each)[0];
      return firstValue(identifier, 'code') ?? valueIn(each) ?? [];
    }),
    ...allValues(extent, 'description'),
  ]);
  const [bounds] = within(identification, 'EX_GeographicBoundingBox');
  const box = bounds === undefined ? [] : BOUNDS.flatMap((name) => firstValue(bounds, name) ?? []);
  return { names: [...new Set(names)], ...(box.length === 4 ? { box: box.join(',') } : {}) };
}

const unique = (values: string[]): string[] => [...new Set(values)];

export function isoStatement(metadata: XmlElement, id: string): Statement {
  const identification = elements(childOf(metadata, 'identificationInfo') ?? metadata)[0] ?? metadata;
  const citation = at(identification, 'citation', 'CI_Citation')[0];
  const on = dates(citation);
  const { names, box } = place(identification);
  const { distributions, formats } = access(metadata);
  const frequency = within(identification, 'MD_MaintenanceInformation').flatMap(
    (each) => firstValue(each, 'maintenanceAndUpdateFrequency') ?? [],
  );
  const native = isoNativeId(isoId(metadata));
  const keywords = at(identification, 'descriptiveKeywords', 'MD_Keywords').flatMap((each) =>
    allValues(each, 'keyword'),
  );
  return {
    id,
    fields: filled({
      title: firstValue(citation, 'title'),
      description: firstValue(identification, 'abstract'),
      kind: isService(metadata) ? 'api' : undefined,
      keywords: unique(keywords),
      theme: unique(allValues(identification, 'topicCategory')),
      issued: on('publication') ?? on('creation'),
      modified: on('revision') ?? stamped(metadata),
      frequency: frequency[0],
      spatial: names.length > 1 ? names : names[0],
      identifier: at(citation, 'identifier', '*').flatMap((each) => firstValue(each, 'code') ?? [])[0] ?? id,
      version: firstValue(citation, 'edition'),
      formats: distributions.length === 0 ? formats : undefined,
      ...period(identification),
      ...terms(identification),
      ...parties(metadata, identification),
    }),
    distributions,
    dataItems: [],
    unmapped: filled({
      box,
      purpose: firstValue(identification, 'purpose'),
      language: firstValue(identification, 'language') ?? firstValue(metadata, 'language'),
      alternateTitle: firstValue(citation, 'alternateTitle'),
      lineage: within(metadata, 'LI_Lineage').flatMap((each) => firstValue(each, 'statement') ?? [])[0],
      hierarchyLevel: childrenOf(metadata, 'hierarchyLevel').flatMap((each) => valueIn(each) ?? [])[0],
    }) as Statement['unmapped'],
    ...(native === undefined ? {} : { nativeId: native }),
  };
}
