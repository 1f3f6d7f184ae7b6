/** The metadata formats: Dublin Core's fifteen elements, and DCAT-AP 3 in RDF/XML. */
import { termName } from '../../../config/vocabularies.ts';
import { placeLabel } from '../../../config/words.ts';
import { chinaDay } from '../../../index/history/day.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { entryIri, resourceIri } from '../base.ts';
import type { Describing } from '../dcat/catalogue.ts';
import { describeDataset } from '../dcat/dataset.ts';
import { rdfElements } from '../dcat/rdf/rdf-xml.ts';
import { distinct, prefixesOf } from '../dcat/rdf/serialise.ts';
import { address, Statements } from '../dcat/rdf/statements.ts';
import type { XmlNode } from '../xml.ts';

type Elements = { [name: string]: XmlNode | undefined };

export interface MetadataFormat {
  schema: string;
  namespace: string;
  write(describing: Describing, stored: StoredEntry): Elements;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const OAI_DC = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
const OAI_DC_SCHEMA = 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd';

const inChinese = (text: string): XmlNode => ({ '#': text, '@xml:lang': 'zh' });
const some = (...texts: (string | undefined)[]): XmlNode[] | undefined => {
  const found = [...new Set(texts.filter((text) => text !== undefined && text.trim() !== ''))] as string[];
  return found.length === 0 ? undefined : found;
};

function dublinCore({ base, sources }: Describing, { entry, resource }: StoredEntry): Elements {
  const source = sources.get(entry.source);
  const themes = entry.themes.map(({ code, raw }) => (code === null ? raw : termName('themes', code).zh));
  return {
    'oai_dc:dc': {
      '@xmlns:oai_dc': OAI_DC,
      '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      '@xmlns:xsi': XSI,
      '@xsi:schemaLocation': `${OAI_DC} ${OAI_DC_SCHEMA}`,
      'dc:title': inChinese(entry.title),
      'dc:creator': some(entry.holder?.name),
      'dc:subject': some(...entry.keywords, ...themes),
      'dc:description': entry.description === undefined ? undefined : inChinese(entry.description),
      'dc:publisher': some(entry.publisher?.name ?? entry.holder?.name),
      'dc:date': some(entry.issued, entry.modified),
      'dc:type': ['Dataset'],
      'dc:format': some(...entry.distributions.map(({ mediaType, format }) => mediaType ?? format)),
      // Its page at its source before ours: whoever follows one comes to the data.
      'dc:identifier': some(address(entry.landingPage), entryIri(base, entry.id)),
      'dc:source': some(source?.title ?? entry.source, entry.id),
      'dc:language': ['zh'],
      'dc:relation': some(
        resourceIri(base, resource),
        ...entry.distributions.map(
          ({ downloadUrl, accessUrl }) => address(downloadUrl) ?? address(accessUrl),
        ),
      ),
      'dc:coverage': some(placeLabel(entry.spatial.code).zh.replaceAll(' ', '')),
      'dc:rights': some(entry.license?.raw, entry.openness && termName('openness', entry.openness.class).zh),
    },
  };
}

/** The entry as a dataset of its own, of the one resource that others may offer too. */
function dcat(describing: Describing, stored: StoredEntry): Elements {
  const { base, sources, now } = describing;
  const about = new Statements(base);
  const { entry } = stored;
  const dataset = `${entryIri(base, entry.id)}#dataset`;
  const of = { about, base, sources, dataset, identifier: entry.id, on: chinaDay(now) };
  describeDataset(of, { id: stored.resource, lead: stored, offers: [stored] });
  about.link(dataset, 'dct:isReferencedBy', resourceIri(base, stored.resource));
  return rdfElements(distinct(about.quads), prefixesOf(base));
}

export const METADATA_FORMATS: Readonly<Record<string, MetadataFormat>> = {
  oai_dc: { schema: OAI_DC_SCHEMA, namespace: OAI_DC, write: dublinCore },
  dcat: {
    schema: 'http://www.w3.org/2000/07/rdf.xsd',
    namespace: 'http://www.w3.org/ns/dcat#',
    write: dcat,
  },
};
