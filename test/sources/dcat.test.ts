/** The DCAT wire: three syntaxes, one graph, read by the libraries that know them. */
import fc from 'fast-check';
import jsonld from 'jsonld';
import { Parser } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { describe, expect, it } from 'vitest';
import { listingOf, Shelf } from './catalogue.ts';
import { generatedThings } from './generator.ts';
import type { SampledThing } from './thing.ts';
import type { Asked } from './wire.ts';
import { type DcatVariant, dcat } from './wires/dcat.ts';

const SITE = { origin: 'https://hub.demo.example', context: '/data', title: '演示“目录” <&>' };
const recipe = { seed: 3, platform: 'demo', region: '530000', shape: 'uuid' } as const;
const [first, ...others] = generatedThings(recipe, 25) as [SampledThing, ...SampledThing[]];
const things = [{ ...first, title: '标题 "引号" <b>&\\ 换行\n尾', description: null }, ...others];

const ask = (ending: string, page: number): Asked => ({
  method: 'GET',
  path: `/data/catalog.${ending}`,
  query: new URLSearchParams({ page: String(page) }),
  headers: {},
  body: '',
});

const document = (ending: string, page: number, variant: DcatVariant): string =>
  dcat(SITE, variant)(ask(ending, page), listingOf(new Shelf(things, 'uuid'), [], 0))!.body;

/** A graph without the names of its blank nodes: predicate and object of every statement, sorted. */
interface Statement {
  predicate: { value: string };
  object: { termType: string; value: string };
}
const statements = (quads: Statement[]): string[] =>
  quads
    .map(
      ({ predicate, object }) => `${predicate.value} ${object.termType === 'BlankNode' ? '_' : object.value}`,
    )
    .sort();

async function fromXml(text: string): Promise<Statement[]> {
  const parser = new RdfXmlParser();
  const quads: Statement[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('data', (quad: Statement) => quads.push(quad));
    parser.on('error', reject);
    parser.on('end', resolve);
  });
  parser.end(text);
  await ended;
  return quads;
}

describe('dcat', () => {
  it.each(['partial-view', 'paged-collection'] as const)(
    'says the same in all syntaxes, with %s',
    async (paging) => {
      const variant = { size: 10, paging };
      const turtle = statements(
        new Parser().parse(document('ttl', 1, variant).replaceAll('catalog.ttl', 'catalog')),
      );
      const xml = statements(await fromXml(document('rdf', 1, variant).replaceAll('catalog.rdf', 'catalog')));
      const ld = JSON.parse(document('jsonld', 1, variant).replaceAll('catalog.jsonld', 'catalog'));
      const nquads = (await jsonld.toRDF(ld, { format: 'application/n-quads' })) as unknown as string;
      const fromLd = statements(new Parser({ format: 'N-Quads' }).parse(nquads));
      expect(xml).toEqual(turtle);
      expect(fromLd).toEqual(turtle);
      expect(turtle.filter((each) => each.endsWith('#Dataset')).length).toBe(10);
      expect(turtle).toContain(`http://purl.org/dc/terms/title ${things[0]!.title}`);
    },
  );

  it('keeps what any text says', () => {
    const spoken = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(spoken, (title) => {
        const shelf = new Shelf([{ ...first, title }], 'uuid');
        const body = dcat(SITE)(ask('ttl', 1), listingOf(shelf, [], 0))!.body;
        expect(statements(new Parser().parse(body))).toContain(`http://purl.org/dc/terms/title ${title}`);
      }),
    );
  });

  it('makes a dataset without an identifier a blank node, in all syntaxes', async () => {
    const shelf = new Shelf([{ ...first, id: '' }], 'uuid');
    const body = (ending: string) => dcat(SITE)(ask(ending, 1), listingOf(shelf, [], 0))!.body;
    const turtle = new Parser().parse(body('ttl'));
    const typed = turtle.filter((quad) => quad.object.value.endsWith('#Dataset'));
    expect(typed.map((quad) => quad.subject.termType)).toEqual(['BlankNode']);
    expect((await fromXml(body('rdf'))).length).toBe(turtle.length);
  });

  it('answers 304 to who knows the page', () => {
    const wire = dcat(SITE);
    const listing = listingOf(new Shelf(things, 'uuid'), [], 0);
    const etag = wire(ask('ttl', 1), listing)!.headers!.etag!;
    const again = wire({ ...ask('ttl', 1), headers: { 'if-none-match': etag } }, listing)!;
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('leads by hydra:next to the last page, and no further', () => {
    const next = (page: number) =>
      /hydra:next <([^>]+)>/.exec(document('ttl', page, { size: 10, paging: 'partial-view' }))?.[1];
    expect([next(1), next(2), next(3)]).toEqual([
      'https://hub.demo.example/data/catalog.ttl?page=2',
      'https://hub.demo.example/data/catalog.ttl?page=3',
      undefined,
    ]);
    expect(document('ttl', 4, { size: 10 })).toBe('no such page');
  });
});
