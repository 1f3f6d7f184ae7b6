/** By which registrations a dataset is registered (《公共数据资源登记管理暂行办法》). */
import type { RegistrationOf } from '../../../index/resources/registrations.ts';
import { entryIri } from '../base.ts';
import { agent } from './agents.ts';
import type { Offered } from './distributions.ts';
import { concept } from './rdf/terms.ts';

/** `on`: YYYY-MM-DD, the day for which their states hold. */
export function registrations({ about, base, dataset }: Offered, all: RegistrationOf[], on: string): void {
  for (const [at, { entry, registration, state, validUntil }] of all.entries()) {
    const iri = `${dataset}#registration-${at + 1}`;
    about.link(dataset, 'huimu:registration', iri);
    about.type(iri, 'huimu:Registration');
    about.text(iri, 'huimu:registrationCode', registration.code);
    about.text(iri, 'huimu:queryCode', registration.queryCode);
    if (registration.typeCode !== undefined)
      about.link(
        iri,
        'huimu:registrationType',
        concept(about, base, 'registration-type', registration.typeCode),
      );
    if (state !== undefined) {
      about.link(iri, 'huimu:registrationState', concept(about, base, 'registration-state', state));
      about.date(iri, 'huimu:stateOn', on);
    }
    about.date(iri, 'huimu:validFrom', registration.validFrom);
    about.date(iri, 'huimu:validUntil', validUntil);
    if (registration.registrant !== undefined)
      about.link(
        iri,
        'huimu:registrant',
        agent(about, base, `${dataset}#registrant-${at + 1}`, registration.registrant),
      );
    about.link(iri, 'prov:wasDerivedFrom', entryIri(base, entry));
  }
}
