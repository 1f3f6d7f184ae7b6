/** An RDF graph in memory, by subject; and a part of it as canonical N-Quads. Named graphs are read as one. */
import { Parser } from 'n3';
import { CodedError } from '../../config/errors/errors.ts';
import { iri, type Name } from '../../config/rdf/names.ts';
import { cleanIri } from '../../config/text/iri.ts';

/** An IRI, or `_:label` for a blank node. */
export type Node = string;
export interface Literal {
  value: string;
  /** Empty where there is none. */
  language: string;
  datatype: string;
}
export type Term = Node | Literal;
interface Edge {
  predicate: string;
  object: Term;
}

/** What parsers of RDF give (RDF/JS). */
export interface RdfTerm {
  termType: string;
  value: string;
  language?: string;
  datatype?: { value: string };
}
export interface RdfQuad {
  subject: RdfTerm;
  predicate: RdfTerm;
  object: RdfTerm;
}

export const isBlank = (term: Term): boolean => typeof term === 'string' && term.startsWith('_:');
export const isIri = (term: Term): term is string => typeof term === 'string' && !term.startsWith('_:');

function termOf(term: RdfTerm): Term | undefined {
  if (term.termType === 'NamedNode') return cleanIri(term.value);
  if (term.termType === 'BlankNode') return term.value.startsWith('_:') ? term.value : `_:${term.value}`;
  if (term.termType !== 'Literal') return undefined;
  return {
    // Half a surrogate pair cannot be stored as UTF-8.
    value: term.value.toWellFormed(),
    language: term.language ?? '',
    datatype: term.datatype?.value ?? iri('xsd:string'),
  };
}

export class Graph {
  readonly #edges = new Map<Node, Edge[]>();
  readonly #typed = new Map<string, Set<Node>>();
  /** Words that come again and again, each kept once: parsers cut them anew from the text, which then stays alive. */
  readonly #words = new Map<string, string>();
  size = 0;

  add(quad: RdfQuad): void {
    const subject = termOf(quad.subject);
    const object = termOf(quad.object);
    // Triples about triples (RDF 1.2) say nothing that a catalogue is read for.
    if (typeof subject !== 'string' || object === undefined) return;
    const predicate = this.#once(cleanIri(quad.predicate.value));
    if (typeof object !== 'string') {
      object.language = this.#once(object.language);
      object.datatype = this.#once(object.datatype);
    }
    const edges = this.#edges.get(subject);
    if (edges === undefined) this.#edges.set(subject, [{ predicate, object }]);
    else edges.push({ predicate, object });
    if (predicate === iri('rdf:type') && typeof object === 'string') {
      const nodes = this.#typed.get(object);
      if (nodes === undefined) this.#typed.set(object, new Set([subject]));
      else nodes.add(subject);
    }
    this.size += 1;
  }

  #once(word: string): string {
    const known = this.#words.get(word);
    if (known === undefined) this.#words.set(word, word);
    return known ?? word;
  }

  edges(node: Node): readonly Edge[] {
    return this.#edges.get(node) ?? [];
  }

  has(node: Node): boolean {
    return this.#edges.has(node);
  }

  subjects(): Iterable<Node> {
    return this.#edges.keys();
  }

  /** Nodes of a class. */
  typed(type: Name): ReadonlySet<Node> {
    return this.#typed.get(iri(type)) ?? new Set();
  }

  is(node: Node, type: Name): boolean {
    return this.#typed.get(iri(type))?.has(node) ?? false;
  }

  /** All values of a property, each once. */
  all(node: Node, name: Name): Term[] {
    const predicate = iri(name);
    const seen = new Set<string>();
    const values: Term[] = [];
    for (const edge of this.edges(node)) {
      if (edge.predicate !== predicate) continue;
      const key = typeof edge.object === 'string' ? edge.object : objectText(edge.object);
      if (!seen.has(key)) values.push(edge.object);
      seen.add(key);
    }
    return values;
  }
}

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};
const escaped = (value: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: canonical N-Quads escape them
  value.replace(/[\u0000-\u001f"\\\u007f]/g, (char) => {
    return ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });

function objectText(term: Term): string {
  if (typeof term === 'string') return term.startsWith('_:') ? term : `<${term}>`;
  const text = `"${escaped(term.value)}"`;
  if (term.language !== '') return `${text}@${term.language.toLowerCase()}`;
  return term.datatype === iri('xsd:string') ? text : `${text}^^<${term.datatype}>`;
}

/** The library's types know neither N-Quads as input here nor the limit. */
type Canonize = (nquads: string, options: object) => Promise<string>;

/** Comparisons among blank nodes that look alike, after which a record counts as made to waste our time. */
const MAX_COMPARISONS = 4096;

/**
 * What the graph says of these nodes as canonical N-Quads (RDFC-1.0): the same statements give the same text,
 * whatever their order and their blank nodes' labels. Throws `record.too-large`.
 */
export async function canonicalText(graph: Graph, nodes: Iterable<Node>): Promise<string> {
  const lines = new Set<string>();
  const labels = new Map<Node, string>();
  const named = (node: Node): string => {
    if (!labels.has(node)) labels.set(node, `_:b${labels.size}`);
    return labels.get(node) ?? node;
  };
  const text = (term: Term) => (typeof term === 'string' && isBlank(term) ? named(term) : objectText(term));
  for (const node of nodes) {
    for (const { predicate, object } of graph.edges(node)) {
      lines.add(`${text(node)} <${predicate}> ${text(object)} .\n`);
    }
  }
  if (labels.size === 0) return [...lines].sort().join('');
  const { default: jsonld } = await import('jsonld');
  const canonize = jsonld.canonize as unknown as Canonize;
  try {
    return await canonize([...lines].join(''), {
      inputFormat: 'application/n-quads',
      canonizeOptions: { maxDeepIterations: MAX_COMPARISONS },
    });
  } catch (cause) {
    throw new CodedError('record.too-large', 'too many blank nodes that look alike', { cause });
  }
}

/** The graph of an N-Quads text. Throws the parser's error. */
export function graphOfNQuads(text: string): Graph {
  const graph = new Graph();
  for (const quad of new Parser({ format: 'N-Quads' }).parse(text)) graph.add(quad);
  return graph;
}
