/**
 * A platform of any size in a process of its own: `fork`ed by the measurements with the id of a played platform (or
 * `ckan`) and a number of entries. Entries are made when they are asked for, so that half a million of them take no
 * memory; with `--keep`, an answer once given is kept, so that a second asking costs next to nothing and what is
 * measured is the harvest and not the making of its source; with `--few-titles` hundreds of its entries share each title.
 * Serves until its parent goes.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { generated } from '../sources/generator.ts';
import { played, recipeOf } from '../sources/platform.ts';
import type { SampledThing } from '../sources/thing.ts';
import type { Answer, Listing } from '../sources/wire.ts';
import { measuredSource } from './source.ts';

const { values: options, positionals } = parseArgs({
  options: { keep: { type: 'boolean', default: false }, 'few-titles': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [id = '', total = ''] = positionals;
const count = Number(total);
const platform = played(measuredSource(id));
const recipe = { ...recipeOf(platform, 1), fewTitles: options['few-titles'] };

let places: Map<string, number> | undefined;
/** The index of a thing by its identifier; only wires with details ask for it. */
function placeOf(thing: string): number | undefined {
  places ??= new Map(Array.from({ length: count }, (_, index) => [generated(recipe, index).id, index]));
  return places.get(thing);
}

const thingAt = (index: number): SampledThing => generated(recipe, index);

const listing: Listing = {
  total: count,
  views: 0,
  slice: (from, size) =>
    Array.from({ length: Math.max(0, Math.min(size, count - from)) }, (_, at) => thingAt(from + at)),
  get(thing) {
    const index = placeOf(thing);
    return index === undefined ? undefined : thingAt(index);
  },
  where(lets) {
    const found: number[] = [];
    for (let index = 0; index < count; index += 1) if (lets(thingAt(index))) found.push(index);
    return {
      ...listing,
      total: found.length,
      slice: (from, size) => found.slice(from, from + size).map(thingAt),
      where: (further) => listing.where((thing) => lets(thing) && further(thing)),
    };
  },
};

const NOWHERE: Answer = { kind: 'other', status: 404, type: 'text/plain', body: '' };
const kept = new Map<string, Answer>();

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

async function answerTo(request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', headers } = request;
  const body = method === 'GET' ? '' : await bodyOf(request);
  const key = `${request.url} ${body}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://host');
  const answer = platform.wire({ method, path, query, headers, body }, listing) ?? NOWHERE;
  if (options.keep) kept.set(key, answer);
  return answer;
}

const server = createServer((request, response) => {
  answerTo(request).then(
    ({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
      response.end(body);
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ origin: platform.origin, at: `http://127.0.0.1:${port}` });
});
// Any message asks for the processor time so far, in µs.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
process.on('disconnect', () => process.exit(0));
