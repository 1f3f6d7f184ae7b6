/** A resource as a DCAT-AP 3 dataset, with our own terms where DCAT has none. */
import { officeOf } from '../../../index/office.ts';
import type { Resource } from '../../../index/port.ts';
import { registrationsOf } from '../../../index/resources/registrations.ts';
import { agent, contactPoint } from './agents.ts';
import { distributions, type Offered } from './distributions.ts';
import { licence } from './licence.ts';
import { offers } from './offers.ts';
import { changeType } from './rdf/adms.ts';
import { address } from './rdf/statements.ts';
import { accessRights, concept, dataTheme, frequency, PROFILE, place } from './rdf/terms.ts';
import { registrations } from './registrations.ts';

/** DCAT-AP wants a description; one of the phrases that readers of Chinese catalogues take for none. */
const NO_DESCRIPTION = '暂无描述';

export interface DatasetOf extends Offered {
  /** What it is called by beside its IRI. */
  identifier: string;
  /** YYYY-MM-DD, China time: the day of the answer. */
  on: string;
}

/** The newest change of any offer. */
export const changedAt = ({ offers: all }: Pick<Resource, 'offers'>): string =>
  all
    .map((each) => each.changedAt)
    .sort()
    .at(-1) ?? '';

const firstSeen = ({ offers: all }: Resource): string => all.map((each) => each.firstSeen).sort()[0] ?? '';

function what(of: DatasetOf, { lead: { entry } }: Resource): void {
  const { about, base, dataset, identifier } = of;
  about.type(dataset, 'dcat:Dataset');
  about.text(dataset, 'dct:identifier', identifier);
  about.text(dataset, 'dct:title', entry.title, 'zh');
  about.text(dataset, 'dct:description', entry.description ?? NO_DESCRIPTION, 'zh');
  about.link(dataset, 'dct:type', concept(about, base, 'kind', entry.kind));
  for (const code of new Set(entry.themes.flatMap((theme) => theme.code ?? [])))
    about.link(dataset, 'dcat:theme', concept(about, base, 'theme', code));
  for (const code of entry.dcatThemes) about.link(dataset, 'dcat:theme', dataTheme(about, code));
  if (entry.industry?.code)
    about.link(dataset, 'huimu:industry', concept(about, base, 'industry', entry.industry.code));
  for (const keyword of new Set(entry.keywords)) about.text(dataset, 'dcat:keyword', keyword, 'zh');
  about.text(dataset, 'dcat:version', entry.version);
  const page = address(entry.landingPage);
  about.link(dataset, 'dcat:landingPage', page);
  if (page !== undefined) about.type(page, 'foaf:Document');
}

function whose({ about, base, dataset }: DatasetOf, { lead: { entry } }: Resource): void {
  const office = officeOf(entry);
  const agents = [
    ['dct:publisher', office],
    ['huimu:holder', entry.holder],
    ['huimu:implementingAgency', entry.implementingAgency],
    ...(entry.operators ?? [entry.operator]).map((each) => ['huimu:operator', each] as const),
  ] as const;
  const known = new Map<string, string>();
  for (const [property, each] of agents) {
    if (each === undefined) continue;
    const key = JSON.stringify([each.name, each.code]);
    const iri = known.get(key) ?? `${dataset}#agent-${known.size + 1}`;
    if (!known.has(key)) agent(about, base, iri, each);
    known.set(key, iri);
    about.link(dataset, property, iri);
  }
  contactPoint(about, dataset, entry);
}

function whenAndWhere({ about, base, dataset }: DatasetOf, { lead: { entry } }: Resource): void {
  about.date(dataset, 'dct:issued', entry.issued);
  about.date(dataset, 'dct:modified', entry.modified);
  if (entry.frequency?.code)
    about.link(dataset, 'dct:accrualPeriodicity', frequency(about, entry.frequency.code));
  about.link(dataset, 'dct:spatial', place(about, base, entry.spatial.code));
  const { start, end } = entry.temporal ?? {};
  if (start === undefined && end === undefined) return;
  const period = `${dataset}#period`;
  about.link(dataset, 'dct:temporal', period);
  about.type(period, 'dct:PeriodOfTime');
  about.date(period, 'dcat:startDate', start);
  about.date(period, 'dcat:endDate', end);
}

export function describeDataset(of: DatasetOf, resource: Resource): void {
  const { about, dataset, on } = of;
  const { entry } = resource.lead;
  what(of, resource);
  whose(of, resource);
  whenAndWhere(of, resource);
  licence(about, dataset, `${dataset}#license-1`, entry);
  if (entry.accessRights !== undefined)
    about.link(dataset, 'dct:accessRights', accessRights(about, entry.accessRights));
  distributions(of, resource.offers);
  offers(of, resource.offers);
  registrations(of, registrationsOf(resource, on), on);
}

/** What the catalogue itself knows of the dataset: since when, and as of when. */
export function describeRecord({ about, dataset }: DatasetOf, catalogue: string, resource: Resource): void {
  const record = `${dataset}#record`;
  about.link(catalogue, 'dcat:record', record);
  about.type(record, 'dcat:CatalogRecord');
  about.link(record, 'foaf:primaryTopic', dataset);
  about.link(record, 'dct:conformsTo', PROFILE);
  about.type(PROFILE, 'dct:Standard');
  const [first, last] = [firstSeen(resource), changedAt(resource)];
  about.date(record, 'dct:issued', first);
  about.date(record, 'dct:modified', last);
  about.link(record, 'adms:status', changeType(about, first, last));
  // Of several sources the lead's words are the dataset's.
  about.link(record, 'dct:source', address(resource.lead.entry.landingPage));
}
