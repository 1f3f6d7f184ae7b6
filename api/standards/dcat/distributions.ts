/** Every way in which a resource is offered as a distribution: the files and interfaces of each offer, else its page. */
import type { Source } from '../../../config/registry/source.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { entryIri } from '../base.ts';
import { licence } from './licence.ts';
import { address, type Statements } from './rdf/statements.ts';
import { concept, mediaType } from './rdf/terms.ts';

type Distribution = StoredEntry['entry']['distributions'][number];

export interface Offered {
  about: Statements;
  base: string;
  /** IRI of the dataset. */
  dataset: string;
  sources: ReadonlyMap<string, Source>;
}

/** Where an offer is to be had at least: its page, else its source's, else what is said of it here. */
const wayTo = ({ base, sources }: Offered, { entry }: StoredEntry): string =>
  address(entry.landingPage) ?? address(sources.get(entry.source)?.home) ?? entryIri(base, entry.id);

function describe(
  { about, base, dataset }: Offered,
  iri: string,
  offer: StoredEntry,
  given: Distribution,
  { way, own }: { way: string; own: string },
): void {
  const download = address(given.downloadUrl);
  about.link(dataset, 'dcat:distribution', iri);
  about.type(iri, 'dcat:Distribution');
  about.text(iri, 'dct:title', given.title, 'zh');
  about.link(iri, 'dcat:accessURL', address(given.accessUrl) ?? download ?? way);
  about.link(iri, 'dcat:downloadURL', download);
  if (given.format !== undefined) {
    const format = concept(about, base, 'format', given.format);
    about.type(format, 'dct:MediaTypeOrExtent');
    about.link(iri, 'dct:format', format);
  }
  if (given.mediaType !== undefined)
    about.link(iri, 'dcat:mediaType', mediaType(about, given.mediaType.toLowerCase()));
  about.count(iri, 'dcat:byteSize', given.byteSize);
  about.count(iri, 'huimu:rows', given.rows);
  about.link(iri, 'prov:wasDerivedFrom', entryIri(base, offer.entry.id));
  licence(about, iri, own, offer.entry);
}

/** Numbered in the order of offers, the lead's first. */
export function distributions(offered: Offered, offers: StoredEntry[]): void {
  let number = 0;
  for (const [at, offer] of offers.entries()) {
    const facts = { way: wayTo(offered, offer), own: `${offered.dataset}#license-${at + 1}` };
    const { entry } = offer;
    // A register's record is no way to the data.
    const given = entry.isRegistration ? [] : entry.distributions;
    const page: Distribution[] = given.length === 0 && !entry.isRegistration ? [{}] : [];
    for (const each of [...given, ...page]) {
      number += 1;
      describe(offered, `${offered.dataset}#distribution-${number}`, offer, each, facts);
    }
  }
}
