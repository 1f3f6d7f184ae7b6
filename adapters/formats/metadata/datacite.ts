/** What a record in DataCite's metadata schema (kernel 3 and 4) says. Pure. */
import type { Statement } from '../../../config/record.ts';
import { filled } from '../../filled.ts';
import { at, attribute, childOf, textIn, type XmlElement } from '../xml/element.ts';

/** Some servers leave the namespace out and name the schema only. */
export const isDatacite = (element: XmlElement): boolean =>
  element.name === 'resource' &&
  `${element.space} ${attribute(element, 'schemaLocation') ?? ''}`.includes(
    'http://datacite.org/schema/kernel',
  );

export const dataciteId = (resource: XmlElement): string | undefined =>
  textIn(childOf(resource, 'identifier'));

const texts = (found: XmlElement[]): string[] => [...new Set(found.flatMap((each) => textIn(each) ?? []))];

export function dataciteStatement(resource: XmlElement, id: string): Statement {
  const date = (kind: string): string | undefined =>
    textIn(at(resource, 'dates', 'date').find((each) => attribute(each, 'dateType') === kind));
  const descriptions = at(resource, 'descriptions', 'description');
  const described = (kind: string) =>
    descriptions.find((each) => attribute(each, 'descriptionType') === kind);
  const rights = at(resource, 'rightsList', 'rights')[0];
  const places = texts(at(resource, 'geoLocations', 'geoLocation', 'geoLocationPlace'));
  return {
    id,
    fields: filled({
      title: texts(at(resource, 'titles', 'title'))[0],
      description: textIn(described('Abstract')) ?? texts(descriptions)[0],
      publisher:
        textIn(childOf(resource, 'publisher')) ??
        texts(at(resource, 'creators', 'creator', 'creatorName'))[0],
      keywords: texts(at(resource, 'subjects', 'subject')),
      issued: date('Issued') ?? date('Available') ?? textIn(childOf(resource, 'publicationYear')),
      modified: date('Updated'),
      license: textIn(rights) ?? attribute(rights, 'rightsURI'),
      spatial: places.length > 1 ? places : places[0],
      version: textIn(childOf(resource, 'version')),
      formats: texts(at(resource, 'formats', 'format')),
      identifier: dataciteId(resource) ?? id,
    }),
    distributions: [],
    dataItems: [],
    unmapped: {},
  };
}
