/** The catalogue as DCAT, page by page: Hydra's views lead from one to the next, in the order of the resources' ids. */
import type { Quad } from 'n3';
import { chinaDay } from '../../../index/history/day.ts';
import type { Catalogue, Resource } from '../../../index/port.ts';
import type { Filters } from '../../../index/query.ts';
import { catalogueIri, resourceIri, termIri } from '../base.ts';
import { wholeHits } from '../resources.ts';
import { type DatasetOf, describeDataset, describeRecord } from './dataset.ts';
import type { Offered } from './distributions.ts';
import { Statements } from './rdf/statements.ts';
import { AUTHORITY, LISTS } from './rdf/terms.ts';

export const TITLE = {
  zh: '汇目：全国公共数据联合目录',
  en: "Huimu: a federated catalogue of China's public data",
};

export interface CataloguePage {
  /** What the page's address leads to from here; by cursor, none for the first. */
  address: (cursor: string | undefined) => string;
  cursor?: string;
  size: number;
  filters: Filters;
}

export interface Describing extends Pick<Offered, 'base' | 'sources'> {
  /** Milliseconds. */
  now: number;
}

export const datasetOf = (
  { base, sources, now }: Describing,
  about: Statements,
  resource: Pick<Resource, 'id'>,
): DatasetOf => ({
  about,
  base,
  sources,
  dataset: resourceIri(base, resource.id),
  identifier: resource.id,
  on: chinaDay(now),
});

function describeCatalogue(about: Statements, base: string, at: string): string {
  const iri = catalogueIri(base);
  about.type(iri, 'dcat:Catalog', 'hydra:Collection');
  about.text(iri, 'dct:title', TITLE.zh, 'zh');
  about.text(iri, 'dct:title', TITLE.en, 'en');
  about.text(iri, 'dct:description', '各地各部门公共数据目录的条目，同一资源合为一项。', 'zh');
  about.text(iri, 'dct:description', 'Entries of many catalogues, those of one thing as one dataset.', 'en');
  about.link(iri, 'foaf:homepage', base);
  about.type(base, 'foaf:Document');
  about.link(iri, 'dct:language', `${AUTHORITY}/language/ZHO`);
  about.type(`${AUTHORITY}/language/ZHO`, 'dct:LinguisticSystem');
  about.link(iri, 'dct:spatial', `${AUTHORITY}/country/CHN`);
  about.type(`${AUTHORITY}/country/CHN`, 'dct:Location');
  const themes = termIri(base, LISTS.theme);
  about.link(iri, 'dcat:themeTaxonomy', themes);
  about.type(themes, 'skos:ConceptScheme');
  about.text(themes, 'dct:title', LISTS.theme, 'en');
  about.date(iri, 'dct:modified', at);
  const publisher = `${iri}#publisher`;
  about.link(iri, 'dct:publisher', publisher);
  about.type(publisher, 'foaf:Agent');
  about.text(publisher, 'foaf:name', '汇目', 'zh');
  about.text(publisher, 'foaf:name', 'Huimu', 'en');
  return iri;
}

/** One page. Throws `request.cursor-invalid`. */
export async function cataloguePage(
  catalogue: Catalogue,
  describing: Describing,
  { address, cursor, size, filters }: CataloguePage,
): Promise<Quad[]> {
  const { base } = describing;
  const [page, { at }] = await Promise.all([
    wholeHits(catalogue, { filters, sort: 'id', size, ...(cursor === undefined ? {} : { cursor }) }),
    catalogue.statistics({ by: [], filters: {} }),
  ]);
  const about = new Statements(base);
  const iri = describeCatalogue(about, base, at);
  const here = address(cursor);
  about.count(iri, 'hydra:totalItems', page.total);
  about.link(iri, 'hydra:view', here);
  about.type(here, 'hydra:PartialCollectionView', 'hydra:PagedCollection');
  about.count(here, 'hydra:totalItems', page.total);
  about.count(here, 'hydra:itemsPerPage', size);
  about.link(here, 'hydra:first', address(undefined));
  if (page.cursor !== null) about.link(here, 'hydra:next', address(page.cursor));
  for (const resource of page.resources) {
    const of = datasetOf(describing, about, resource);
    about.link(iri, 'dcat:dataset', of.dataset);
    about.link(iri, 'hydra:member', of.dataset);
    describeDataset(of, resource);
    describeRecord(of, iri, resource);
  }
  return about.quads;
}

/** One resource with the catalogue's record of it. */
export function resourceStatements(describing: Describing, resource: Resource): Quad[] {
  const about = new Statements(describing.base);
  const of = datasetOf(describing, about, resource);
  describeDataset(of, resource);
  describeRecord(of, catalogueIri(describing.base), resource);
  return about.quads;
}
