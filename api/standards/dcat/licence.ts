/** Under which licence something is given: SPDX's name where it is one of those, else what was stated. */
import type { Entry } from '../../../index/port.ts';
import { licenceTypes } from './rdf/adms.ts';
import { address, type Statements } from './rdf/statements.ts';

const SPDX = 'https://spdx.org/licenses';

/** `own`: what a text is called by that is neither a known licence nor an address. */
export function licence(about: Statements, subject: string, own: string, { license }: Entry): void {
  if (license === undefined) return;
  const { code, raw } = license;
  const iri = code === null ? (address(raw) ?? own) : `${SPDX}/${code}`;
  about.link(subject, 'dct:license', iri);
  about.type(iri, 'dct:LicenseDocument');
  about.text(iri, 'rdfs:label', raw);
  for (const type of licenceTypes(about, code)) about.link(iri, 'dct:type', type);
}
