/** An answer in any of RDF's serialisations as a graph, within limits. */
import { Readable, type Transform } from 'node:stream';
import { StreamParser } from 'n3';
import { CodedError } from '../../config/errors/errors.ts';
import type { RawValue } from '../../config/record.ts';
import { parseJson, textOf } from '../answers/answer.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import { isLoginPage } from '../answers/login.ts';
import type { HttpResponse } from '../contract.ts';
import { checkJson } from '../formats/json/limits.ts';
import { checkXml } from '../formats/xml/limits.ts';
import { contextLoader } from './contexts.ts';
import { Graph, type RdfQuad } from './graph.ts';
import { type DcatOptions, FORMATS, type Format } from './request.ts';
import { mendIris } from './turtle-iris.ts';

type Answer = Pick<HttpResponse, 'body' | 'headers' | 'url'>;

const TYPES: Record<string, Format> = {
  ...(Object.fromEntries(Object.entries(FORMATS).map(([format, type]) => [type, format])) as Record<
    string,
    Format
  >),
  'application/x-turtle': 'turtle',
  'text/n3': 'turtle',
};

/** What cannot be mistaken goes before the header, the header before a guess. Throws `source.not-rdf`, `source.login-needed`. */
export function formatOf(text: string, contentType: string | undefined, url: string): Format {
  const head = text.slice(0, 2000).replace(/^\uFEFF?\s*/, '');
  if (/^<(!doctype\s+html|html)\b/i.test(head))
    throw isLoginPage(text, url)
      ? new CodedError('source.login-needed', `${url}: a login page`)
      : new CodedError('source.not-rdf', `${url}: an HTML page`);
  if (/^(<\?xml|<!--|<!DOCTYPE|<([\w.-]+:)?RDF[\s>])/.test(head)) return 'rdfxml';
  const type = TYPES[(contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''];
  if (type !== undefined) return type;
  if (/^(\{|\[\s*[{\]])/.test(head)) return 'jsonld';
  if (/^(@prefix|@base|prefix\b|base\b|#|<[a-z][\w+.-]*:|_:|\[)/i.test(head)) return 'turtle';
  const start = JSON.stringify(head.slice(0, 60));
  throw new CodedError(
    'source.not-rdf',
    `${url}: content type ${contentType ?? 'unsaid'}, begins with ${start}`,
  );
}

/** Pieces that do not cut a character in two. */
function* pieces(text: string, size = 65_536): Generator<string> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + size, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end += 1;
    yield text.slice(at, end);
    at = end;
  }
}

/** IRIs are mended by the graph, not refused: one bad address must not cost the page. */
async function xmlParser(baseIRI: string): Promise<Transform> {
  const { RdfXmlParser } = await import('rdfxml-streaming-parser');
  return new RdfXmlParser({
    baseIRI,
    validateUri: false,
    allowDuplicateRdfIds: true,
  }) as unknown as Transform;
}

const textParser = (format: Format, baseIRI: string): Transform =>
  new StreamParser({ format: FORMATS[format], baseIRI }) as unknown as Transform;

async function fromJsonLd(text: string, url: string, options: DcatOptions): Promise<RdfQuad[]> {
  checkJson(text, url, options.maxDepth);
  const document = parseJson(text);
  if (typeof document !== 'object' || document === null)
    throw new Error('a JSON-LD document is an object or a list');
  const load = contextLoader(options.contexts);
  let refused: unknown;
  const documentLoader = (address: string) =>
    load(address).catch((error: unknown) => {
      refused = error;
      throw error;
    });
  const { default: jsonld } = await import('jsonld');
  try {
    return (await jsonld.toRDF(document as object, { base: url, documentLoader })) as unknown as RdfQuad[];
  } catch (error) {
    throw refused ?? error;
  }
}

/** A gateway's or the platform's own word of failure is short JSON without a graph, whatever was asked for. */
function refuseFailure(text: string, url: string): void {
  if (text.length > 10_000 || !/^\uFEFF?\s*\{/.test(text) || /"@(?:context|graph|id|type)"/.test(text))
    return;
  let value: RawValue;
  try {
    value = parseJson(text.replace(/^\uFEFF/, ''));
  } catch {
    return;
  }
  refuseEnvelope(value, url);
}

/**
 * Throws `source.answer-failed`, `source.charset`, `source.not-rdf`, `source.not-xml` (document type, entities), `source.unknown-context`,
 * `source.too-large` (statements, nesting).
 */
export async function graphOf(answer: Answer, options: DcatOptions): Promise<Graph> {
  const { url } = answer;
  const text = textOf(answer);
  refuseFailure(text, url);
  const format = options.format ?? formatOf(text, answer.headers['content-type'], url);
  if (format === 'rdfxml') checkXml(text, url, options.maxDepth);
  const graph = new Graph();
  try {
    const quads =
      format === 'jsonld'
        ? await fromJsonLd(text, url, options)
        : (Readable.from(pieces(format === 'rdfxml' ? text : mendIris(text)), { objectMode: false }).pipe(
            format === 'rdfxml' ? await xmlParser(url) : textParser(format, url),
          ) as AsyncIterable<RdfQuad>);
    for await (const quad of quads) {
      graph.add(quad);
      if (graph.size > options.maxQuads) {
        throw new CodedError('source.too-large', `${url}: more than ${options.maxQuads} statements`);
      }
    }
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const said = error instanceof Error ? error.message.slice(0, 300) : String(error);
    throw new CodedError('source.not-rdf', `${url}: not ${format}: ${said}`, { cause: error });
  }
  return graph;
}
