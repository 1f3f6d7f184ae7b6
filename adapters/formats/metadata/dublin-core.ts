/**
 * What a record in Dublin Core says: `oai_dc:dc` (OAI-PMH), `csw:Record` and its summaries (CSW 2.0.2 and 3.0), which
 * mix the fifteen elements with the terms. Pure.
 */
import type { RawValue, StatedDistribution, Statement } from '../../../config/record.ts';
import { filled } from '../../filled.ts';
import { languageRank } from '../../language.ts';
import { attribute, elements, textIn, type XmlElement } from '../xml/element.ts';

const RECORDS = new Set(['dc', 'qualifieddc', 'Record', 'SummaryRecord', 'BriefRecord']);

export const isDublinCore = ({ name }: XmlElement): boolean => RECORDS.has(name);

/** Names that fields are read from; the others are reported untouched. */
const READ = new Set([
  'title',
  'description',
  'abstract',
  'publisher',
  'creator',
  'subject',
  'identifier',
  'date',
  'created',
  'issued',
  'available',
  'modified',
  'rights',
  'license',
  'accessRights',
  'spatial',
  'coverage',
  'temporal',
  'accrualPeriodicity',
  'format',
  'type',
  'references',
  'source',
  'URI',
]);

export const dublinCoreId = (record: XmlElement): string | undefined =>
  elements(record)
    .filter(({ name }) => name === 'identifier')
    .flatMap((each) => textIn(each) ?? [])[0];

const isAddress = (text: string): boolean => /^(https?|ftp):\/\/\S+$/i.test(text);

export function dublinCoreStatement(record: XmlElement, id: string): Statement {
  const said = (...names: string[]): XmlElement[] =>
    names.flatMap((name) => elements(record).filter((each) => each.name === name && textIn(each)));
  const texts = (...names: string[]): string[] => [
    ...new Set(said(...names).map((each) => textIn(each) as string)),
  ];
  /** Of the first name that is there, the text for our readers. */
  const best = (...names: string[]): string | undefined => {
    for (const name of names) {
      const found = said(name).sort(
        (a, b) => languageRank(attribute(a, 'lang') ?? '') - languageRank(attribute(b, 'lang') ?? ''),
      )[0];
      if (found !== undefined) return textIn(found);
    }
    return undefined;
  };
  const identifiers = texts('identifier');
  const links: StatedDistribution[] = said('references', 'URI')
    .map((each) => ({
      accessUrl: textIn(each) as string,
      format: attribute(each, 'scheme') ?? attribute(each, 'protocol'),
    }))
    .filter(({ accessUrl }) => isAddress(accessUrl))
    .map(({ accessUrl, format }) => filled({ accessUrl, format }));
  const places = texts('spatial', 'coverage');
  const formats = texts('format');
  const types = texts('type');
  const unmapped: Record<string, RawValue> = {};
  for (const each of elements(record)) {
    const text = textIn(each);
    if (READ.has(each.name) || text === undefined) continue;
    const before = unmapped[each.name];
    unmapped[each.name] = before === undefined ? text : [before, text].flat();
  }
  return {
    id,
    fields: filled({
      title: best('title'),
      description: best('abstract', 'description'),
      publisher: best('publisher', 'creator'),
      keywords: texts('subject'),
      issued: best('issued', 'available', 'created', 'date'),
      modified: texts('modified').sort().at(-1),
      frequency: best('accrualPeriodicity'),
      license: best('license', 'rights'),
      accessRights: best('accessRights'),
      spatial: places.length > 1 ? places : places[0],
      temporal: best('temporal'),
      kind: types.some((type) => /(^|\/)service$/i.test(type)) ? 'api' : undefined,
      formats: links.length === 0 && formats.length > 0 ? formats : undefined,
      identifier: identifiers.find((each) => !isAddress(each)) ?? identifiers[0],
      landingPage: identifiers.find(isAddress) ?? texts('source').find(isAddress),
    }),
    distributions: links,
    dataItems: [],
    unmapped: {
      ...unmapped,
      ...filled({ type: types.length > 1 ? types : types[0] }),
    } as Statement['unmapped'],
  };
}
