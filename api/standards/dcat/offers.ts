/** Where a dataset comes from: each offer with its source, how it is offered there, and when we last saw it change. */
import type { StoredEntry } from '../../../index/stored.ts';
import { entryIri, termIri } from '../base.ts';
import type { Offered } from './distributions.ts';
import { address } from './rdf/statements.ts';
import { concept } from './rdf/terms.ts';

export function offers({ about, base, dataset, sources }: Offered, all: StoredEntry[]): void {
  for (const { entry, firstSeen, changedAt } of all) {
    const iri = entryIri(base, entry.id);
    const page = address(entry.landingPage);
    // The record where it was found; of one that has no page there, what we know of it.
    about.link(dataset, 'dct:source', page ?? iri);
    about.link(dataset, 'prov:wasDerivedFrom', iri);
    about.type(iri, 'huimu:Offer', 'prov:Entity');
    about.text(iri, 'dct:identifier', entry.id);
    about.text(iri, 'dct:title', entry.title, 'zh');
    about.link(iri, 'foaf:page', page);
    about.link(iri, 'prov:hadPrimarySource', page);
    about.link(iri, 'huimu:mode', concept(about, base, 'mode', entry.mode));
    if (entry.openness !== undefined)
      about.link(iri, 'huimu:openness', concept(about, base, 'openness', entry.openness.class));
    if (entry.sharing !== undefined)
      about.link(iri, 'huimu:sharing', concept(about, base, 'sharing', entry.sharing.class));
    about.date(iri, 'dct:issued', firstSeen);
    about.date(iri, 'dct:modified', changedAt);
    const catalogue = termIri(base, `source-${encodeURIComponent(entry.source)}`);
    const source = sources.get(entry.source);
    about.link(iri, 'huimu:catalogue', catalogue);
    about.link(iri, 'prov:wasAttributedTo', catalogue);
    about.type(catalogue, 'huimu:Source', 'prov:Agent');
    about.text(catalogue, 'dct:identifier', entry.source);
    about.text(catalogue, 'rdfs:label', source?.title ?? entry.source, 'zh');
    about.link(catalogue, 'foaf:homepage', address(source?.home));
    if (entry.provenance === undefined) continue;
    // Taken from another Huimu: what it was there, and through whom it came.
    about.text(iri, 'huimu:originalEntry', entry.provenance.entry);
    for (const instance of entry.provenance.via) about.text(iri, 'huimu:via', instance);
  }
}
