/** Statements of RDF as they are gathered: subjects by IRI, properties by short name. */
import { DataFactory, type Quad } from 'n3';
import { iri, type Name } from '../../../../config/rdf/names.ts';
import { cleanIri } from '../../../../config/text/iri.ts';
import { xmlText } from '../../xml.ts';

const { namedNode, literal, quad } = DataFactory;

/** An address that a graph can name; undefined for text that is none. */
export function address(text: string | undefined): string | undefined {
  if (text === undefined || !/^(https?|ftp):\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? cleanIri(text.toWellFormed()) : undefined;
}

/** Types of dates by how precise they are. */
function dateType(date: string): Name {
  if (date.includes('T')) return 'xsd:dateTime';
  return date.length === 4 ? 'xsd:gYear' : date.length === 7 ? 'xsd:gYearMonth' : 'xsd:date';
}

/** `2023-05-27T10:00+08:00` is none to XML Schema: it wants seconds. */
const withSeconds = (date: string): string => date.replace(/(T\d{2}:\d{2})(?=[+Z]|$)/, '$1:00');

export class Statements {
  readonly quads: Quad[] = [];
  /** Terms of ours: `<base>/ns#`. */
  readonly #own: string;

  constructor(base: string) {
    this.#own = `${base}/ns#`;
  }

  #property(name: Name | `huimu:${string}`): string {
    return name.startsWith('huimu:') ? `${this.#own}${name.slice(6)}` : iri(name as Name);
  }

  #add(subject: string, name: Name | `huimu:${string}`, object: Quad['object']): void {
    this.quads.push(quad(namedNode(subject), namedNode(this.#property(name)), object as never) as Quad);
  }

  type(subject: string, ...names: (Name | `huimu:${string}`)[]): void {
    for (const name of names) this.#add(subject, 'rdf:type', namedNode(this.#property(name)));
  }

  link(subject: string, name: Name | `huimu:${string}`, object: string | undefined): void {
    if (object !== undefined) this.#add(subject, name, namedNode(cleanIri(object.toWellFormed())));
  }

  /** Without the characters that RDF/XML could not hold: the statements are the same in every serialisation. */
  text(subject: string, name: Name | `huimu:${string}`, text: string | undefined, language?: string): void {
    if (text !== undefined) this.#add(subject, name, literal(xmlText(text.toWellFormed()), language));
  }

  date(subject: string, name: Name | `huimu:${string}`, date: string | undefined): void {
    if (date !== undefined)
      this.#add(subject, name, literal(withSeconds(date), namedNode(iri(dateType(date)))));
  }

  count(subject: string, name: Name | `huimu:${string}`, count: number | undefined): void {
    if (count !== undefined)
      this.#add(subject, name, literal(String(count), namedNode(iri('xsd:nonNegativeInteger'))));
  }
}
