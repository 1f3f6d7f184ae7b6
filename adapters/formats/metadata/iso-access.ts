/** How data described in ISO 19139 or 19115-3 are had, and on what terms. */
import type { Field, RawValue, StatedDistribution } from '../../../config/record.ts';
import { filled } from '../../filled.ts';
import { at, childOf, childrenOf, elements, within, type XmlElement } from '../xml/element.ts';
import { allValues, firstValue, linkIn, valueIn } from './iso-values.ts';

/** Words that a licence goes by. */
const LICENCE = /creative\s*commons|\bcc[- ]?(by|0)\b|licen[cs]e|\bodbl\b|public domain|许可|协议|授权/i;

/** Codes that say whether one gets at the data; the others (`license`, `copyright` …) say by which right. */
const RESTRICTIONS = new Set([
  'unrestricted',
  'restricted',
  'private',
  'statutory',
  'confidential',
  'sensitiveButUnclassified',
  'in-confidence',
]);

interface Term {
  text: string;
  link?: string;
}

const termsIn = (constraints: XmlElement, ...names: string[]): Term[] =>
  childrenOf(constraints, ...names).flatMap((property) => {
    const text = valueIn(property) ?? linkIn(property);
    return text === undefined ? [] : [{ text, ...filled({ link: linkIn(property) }) }];
  });

/** ISO 19115-3 (and profiles of 19139) cites a licence; others write it among their limitations. */
export function terms(identification: XmlElement | undefined): Partial<Record<Field, RawValue>> {
  const groups = at(identification, 'resourceConstraints', '*');
  const legal = groups.filter(({ name }) => name.endsWith('LegalConstraints') || name === 'MD_Constraints');
  const cited = legal
    .flatMap((each) => at(each, 'reference', 'CI_Citation'))
    .flatMap((each) => firstValue(each, 'title') ?? []);
  const licensed = legal.filter((each) =>
    allValues(each, 'useConstraints').some((code) => /licen[cs]e/i.test(code)),
  );
  const told = legal.flatMap((each) => termsIn(each, 'otherConstraints', 'useLimitation'));
  const named = told.find(({ text, link }) => LICENCE.test(text) || LICENCE.test(link ?? ''));
  const first = licensed.flatMap((each) => termsIn(each, 'otherConstraints', 'useLimitation'))[0];
  const licence = named ?? first;
  const access = groups
    .flatMap((each) => allValues(each, 'accessConstraints'))
    .filter((code) => RESTRICTIONS.has(code));
  return filled({
    license:
      cited[0] ?? (licence?.link !== undefined && !LICENCE.test(licence.text) ? licence.link : licence?.text),
    accessRights: access[0],
    openConditions:
      told
        .filter((term) => term !== licence)
        .map(({ text }) => text)
        .join('\n') || undefined,
  });
}

/** Links of these protocols are services to be called, and are named after them. */
const SERVICE = /\b(WMS|WFS|WCS|WMTS|WPS|CSW|SOS|TMS|REST|OData)\b/i;
const DOWNLOAD = /download|ATOM/i;

function distribution(resource: XmlElement, formats: string[]): StatedDistribution | undefined {
  const url = firstValue(resource, 'linkage');
  if (url === undefined) return undefined;
  const protocol = firstValue(resource, 'protocol') ?? '';
  const fetched =
    DOWNLOAD.test(protocol) || firstValue(resource, 'function') === 'download' ? { downloadUrl: url } : {};
  const service = SERVICE.exec(protocol.replace(/[:_-]/g, ' '))?.[1];
  return filled({
    title: firstValue(resource, 'name', 'description'),
    // The record's format is that of its files: pages and services stand beside them.
    format: service ?? ('downloadUrl' in fetched ? formats[0] : undefined),
    accessUrl: url,
    ...fetched,
  });
}

/** Formats by name: `MD_Format/name` (19139), or a citation's title (19115-3). */
const formatNames = (metadata: XmlElement): string[] =>
  within(metadata, 'MD_Format').flatMap(
    (format) =>
      firstValue(format, 'name') ??
      at(format, 'formatSpecificationCitation', 'CI_Citation').flatMap(
        (each) => firstValue(each, 'title') ?? [],
      )[0] ??
      [],
  );

/** Every online resource of the distribution and of a service's operations, each address once. */
export function access(metadata: XmlElement): { distributions: StatedDistribution[]; formats: string[] } {
  const formats = [...new Set(formatNames(metadata))];
  const online = childrenOf(metadata, 'distributionInfo').flatMap((info) =>
    within(info, 'onLine').flatMap((each) => elements(each)),
  );
  const operations = childrenOf(metadata, 'identificationInfo').flatMap((info) =>
    within(info, 'connectPoint').flatMap((each) => elements(each)),
  );
  const seen = new Set<string>();
  const distributions = [...online, ...operations].flatMap((resource) => {
    const stated = distribution(resource, formats);
    const key = JSON.stringify([stated?.accessUrl, stated?.title]);
    if (stated === undefined || seen.has(key)) return [];
    seen.add(key);
    return [stated];
  });
  return { distributions, formats };
}

export const isService = (metadata: XmlElement): boolean =>
  [
    ...childrenOf(metadata, 'hierarchyLevel'),
    ...at(metadata, 'metadataScope', 'MD_MetadataScope', 'resourceScope'),
  ].some((level) => valueIn(level) === 'service') ||
  childOf(childOf(metadata, 'identificationInfo'), 'SV_ServiceIdentification') !== undefined;
