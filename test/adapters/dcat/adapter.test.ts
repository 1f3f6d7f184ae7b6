import fc from 'fast-check';
import jsonld from 'jsonld';
import { Parser, Writer } from 'n3';
import { describe, expect, it } from 'vitest';
import { canonicalText, Graph, graphOfNQuads } from '../../../adapters/dcat/graph.ts';
import { parseDocument, rowOf } from '../../../adapters/dcat/parse.ts';
import { DcatOptions } from '../../../adapters/dcat/request.ts';
import { statementOf } from '../../../adapters/dcat/statement.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import { codeOf } from '../site.ts';
import { PARKING, TURTLE } from './catalogue.ts';
import { harvest } from './harvest.ts';

const quads = () => new Parser({ baseIRI: 'https://data.hz.gov.cn/' }).parse(TURTLE);
const asNTriples = (all = quads()): string => new Writer({ format: 'N-Triples' }).quadsToString(all);
const asJsonLd = async () => {
  const document = await jsonld.fromRDF(asNTriples() as unknown as object, { format: 'application/n-quads' });
  return JSON.stringify(document);
};
const XML = `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
  xmlns:dct="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/">
  <!-- <!DOCTYPE in a comment is no document type -->
  <dcat:Dataset rdf:about="https://data.hz.gov.cn/d/9 9">
    <dct:title xml:lang="zh">公交线路</dct:title>
    <dct:description><![CDATA[<b>全市</b> <!ENTITY x>]]></dct:description>
    <dct:publisher><foaf:Organization><foaf:name>杭州市交通运输局</foaf:name></foaf:Organization></dct:publisher>
    <dcat:distribution><dcat:Distribution><dcat:accessURL>https://x.hz.gov.cn/&amp;a</dcat:accessURL></dcat:Distribution></dcat:distribution>
  </dcat:Dataset>
</rdf:RDF>`;

describe('a catalogue', () => {
  it('says the same in Turtle, N-Triples and JSON-LD, down to the bytes that are kept', async () => {
    const turtle = await harvest({ '/c.ttl': { type: 'text/turtle', body: TURTLE } });
    expect(turtle.ids).toEqual(['https://data.hz.gov.cn/d/2', 'parking']);
    expect(turtle.stated[1]).toEqual(PARKING);
    expect(turtle.stated[0]?.fields).toMatchObject({
      title: '无标识号的数据集',
      publisher: '杭州市交通运输局',
    });
    expect(turtle.pages.map((page) => page.declared)).toEqual([2]);
    const triples = await harvest({ '/c.nt': { type: 'application/n-triples', body: asNTriples() } });
    const json = await harvest({ '/c.jsonld': { type: 'application/ld+json', body: await asJsonLd() } });
    expect(triples.texts).toEqual(turtle.texts);
    expect(json.texts).toEqual(turtle.texts);
  });

  it('in Turtle is read whole though addresses in it are none', async () => {
    const body = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . # <a b>
<https://d.hz.gov.cn/1> a dcat:Dataset ; dct:title "<a b> 一" ; dcat:distribution <https://d.hz.gov.cn/f/1> .
<https://d.hz.gov.cn/f/1> a dcat:Distribution ; dcat:downloadURL <https://d.hz.gov.cn/a b|c.csv> .
<https://d.hz.gov.cn/数据/2> a dcat:Dataset ; dct:title """二 <c d>""" .`;
    const { stated, ids } = await harvest({ '/c.ttl': { type: 'text/turtle', body } });
    expect(ids).toEqual(['https://d.hz.gov.cn/1', 'https://d.hz.gov.cn/数据/2']);
    expect(stated.map(({ fields }) => fields.title)).toEqual(['<a b> 一', '二 <c d>']);
    expect(stated[0]?.distributions[0]?.downloadUrl).toBe('https://d.hz.gov.cn/a%20b%7Cc.csv');
  });

  it('in RDF/XML keeps what CDATA says, and mends an address with a blank', async () => {
    const { stated, ids } = await harvest({ '/c.rdf': { type: 'application/rdf+xml', body: XML } });
    expect(ids).toEqual(['https://data.hz.gov.cn/d/9%209']);
    expect(stated[0]?.fields).toMatchObject({
      title: '公交线路',
      description: '<b>全市</b> <!ENTITY x>',
      publisher: '杭州市交通运输局',
    });
    expect(stated[0]?.distributions).toEqual([{ accessUrl: 'https://x.hz.gov.cn/&a' }]);
  });

  it('is known by its first characters where the header says nothing, or says otherwise', async () => {
    for (const type of [undefined, 'text/plain', 'application/octet-stream']) {
      const served = (body: string) => (type === undefined ? { body } : { type, body });
      expect((await harvest({ '/c': served(TURTLE) })).ids).toHaveLength(2);
      expect((await harvest({ '/c': served(XML) })).ids).toHaveLength(1);
      expect((await harvest({ '/c': served(await asJsonLd()) })).ids).toHaveLength(2);
    }
    expect(
      (await harvest({ '/c': { type: 'text/html', body: asNTriples() } }, { format: 'ntriples' })).ids,
    ).toHaveLength(2);
  });

  it('gives services and series where they are asked for, and ids from the IRI where they are', async () => {
    const { ids, stated } = await harvest(
      { '/c.ttl': { body: TURTLE } },
      { records: ['Dataset', 'DataService', 'DatasetSeries'], idFrom: 'iri' },
    );
    expect(ids).toEqual(['d/1', 'd/2', 's/1', 'series'].map((path) => `https://data.hz.gov.cn/${path}`));
    expect(stated[2]).toMatchObject({
      fields: { title: '地图服务', kind: 'api' },
      distributions: [{ format: 'api', accessUrl: 'https://data.hz.gov.cn/wms' }],
    });
  });

  it('rejects by name the record without id, and the one that is too large', async () => {
    const { ids, pages } = await harvest(
      {
        '/c.ttl': {
          body: `${TURTLE} [] a dcat:Dataset ; dct:title "无名" . <https://x.hz.gov.cn/big> a dcat:Dataset ; dct:title
            ${Array.from({ length: 80 }, (_, index) => `"t${index}"`).join(', ')} .`,
        },
      },
      { maxRecordQuads: 70 },
    );
    expect(ids).toEqual(['https://data.hz.gov.cn/d/2', 'parking']);
    expect(pages[0]?.unlistable.map((row) => row.code)).toEqual(['record.too-large', 'record.no-id']);
    expect(pages[0]?.unlistable[1]?.text).toContain('无名');
    expect(pages[0]?.declared).toBe(4);
  });

  it('links a dataset that it does not describe: the listing is short of what is declared', async () => {
    const { ids, pages } = await harvest({
      '/c.ttl': { body: `${TURTLE} <https://data.hz.gov.cn/> dcat:dataset <https://data.hz.gov.cn/d/3> .` },
    });
    expect([ids.length, pages[0]?.declared]).toEqual([2, 3]);
  });

  it('comes in pieces when it is large, and goes on from each to the same end', async () => {
    const many = Array.from(
      { length: 25 },
      (_, index) =>
        `<https://x.hz.gov.cn/${index}> a dcat:Dataset ; dct:title "第${index}" ; dct:identifier "${index % 20}" .`,
    ).join('\n');
    const documents = { '/c.ttl': { body: TURTLE + many } };
    const whole = await harvest(documents, { rows: 4 });
    expect(whole.ids).toHaveLength(27);
    expect(whole.ids).toEqual((await harvest(documents)).ids);
    for (const [index, page] of whole.pages.entries()) {
      if (page.next === null) continue;
      const { after, first } = page.next;
      const rest = await harvest(documents, { rows: 4 }, (base) => ({
        url: `${base}/c.ttl`,
        after: after ?? null,
        first: first ?? null,
      }));
      expect(rest.ids).toEqual(
        whole.pages.slice(index + 1).flatMap((later) => later.rows.map((row) => row.id)),
      );
    }
    expect(await codeOf(() => harvest(documents, {}, () => ({ page: 2 })))).toBe('listing.cursor-invalid');
  });
});

describe('what is kept', () => {
  it('does not depend on the order of statements or on blank nodes’ names', async () => {
    const options = DcatOptions.parse({});
    const texts = async (body: string): Promise<string[]> => {
      const document = await parseDocument(
        { url: 'http://a.test', headers: {}, body: new TextEncoder().encode(body) },
        options,
      );
      const rows = await Promise.all(document.records.map((record) => rowOf(document, record, options)));
      return rows.map((row) => ('row' in row ? row.row.text : row.code));
    };
    const lines = asNTriples().trim().split('\n');
    const expected = await texts(lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.nat(9),
        async (shuffled, salt) => {
          expect(await texts(shuffled.join('\n').replaceAll('_:', `_:x${salt}`))).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('brings any text back as it was', async () => {
    const iri = (value: string) => ({ termType: 'NamedNode', value });
    const title = iri('http://purl.org/dc/terms/title');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.boolean(), async (value, blank) => {
        const graph = new Graph();
        const subject = blank ? { termType: 'BlankNode', value: 'b' } : iri('http://a.test/1');
        graph.add({ subject, predicate: title, object: { termType: 'Literal', value } });
        const [node = ''] = graph.subjects();
        const back = graphOfNQuads(await canonicalText(graph, [node]));
        const [again = ''] = back.subjects();
        expect(back.all(again, 'dct:title')).toMatchObject([{ value: value.toWellFormed() }]);
      }),
    );
  });

  it('costs a record its place where blank nodes were made to waste our time', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `_:n${index}`);
    const knot = names.flatMap((a) => names.filter((b) => b !== a).map((b) => `${a} dct:relation ${b} .`));
    const { ids, pages } = await harvest({
      '/c.ttl': {
        body: `${TURTLE} <https://x.hz.gov.cn/knot> a dcat:Dataset ; dct:title "结" ; dct:relation ${names.join(', ')} . ${knot.join('\n')}`,
      },
    });
    expect(ids).toHaveLength(2);
    expect(pages[0]?.unlistable.map((row) => row.code)).toEqual(['record.too-large']);
  });
});

const CATALOGUE =
  '@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .';
const page = (id: string, view: string) => ({
  type: 'text/turtle',
  body: `${CATALOGUE} <http://c.test/> a dcat:Catalog . <http://c.test/${id}> a dcat:Dataset ; dct:title "${id}" . ${view}`,
});

describe('Hydra paging', () => {
  it('follows next and nextPage, literal or link, relative or not, and takes the total', async () => {
    const { ids, pages, asked } = await harvest({
      '/c?page=1': page(
        'a',
        '<> a hydra:PagedCollection ; hydra:totalItems 3 ; hydra:nextPage "{base}/c?page=2" .',
      ),
      '/c?page=2': page(
        'b',
        '<> a hydra:PartialCollectionView ; hydra:next <?page=3> . <http://c.test/> hydra:totalItems "3" .',
      ),
      '/c?page=3': page(
        'c',
        '<> a hydra:PartialCollectionView ; hydra:previous <?page=2> . <?page=1> hydra:next <?page=2> .',
      ),
    });
    expect(ids).toEqual(['a', 'b', 'c'].map((id) => `http://c.test/${id}`));
    expect(pages.map((each) => each.declared)).toEqual([3, 3, undefined]);
    expect(asked).toEqual(['/c?page=1', '/c?page=2', '/c?page=3']);
  });

  it('stops at a page that comes again, at a circle, and at another host', async () => {
    const again = page('a', '[] a hydra:PartialCollectionView ; hydra:next <?page=2> .');
    const last = page('a', '');
    expect(await codeOf(() => harvest({ '/c': again, '/c?page=2': last }))).toBe('listing.page-repeated');
    const circle = {
      '/c': page('a', '[] hydra:next <?2> .'),
      '/c?2': page('b', '[] hydra:next <{base}/c> .'),
    };
    expect(await codeOf(() => harvest(circle))).toBe('listing.page-repeated');
    const inner = {
      '/c': page('a', '[] hydra:next <http://10.0.0.1/c?page=2> .'),
      '/c?page=2': page('b', ''),
    };
    expect(await codeOf(() => harvest(inner))).toBe('source.moved');
    expect((await harvest(inner, { rebase: true })).ids).toHaveLength(2);
  });
});

describe('hostile or broken documents', () => {
  const code = (body: string | Uint8Array, type?: string, options = {}) =>
    codeOf(() => harvest({ '/c': type === undefined ? { body } : { body, type } }, options));

  it('end in a code that says what is the matter', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aa">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>';
    expect(await code(bomb)).toBe('source.not-xml');
    expect(await code(bomb.replace('<!DOCTYPE', '<!doctype'))).toBe('source.not-xml');
    expect(await code(`<rdf:RDF xmlns:rdf="x">${'<a>'.repeat(200)}`)).toBe('source.too-large');
    expect(await code(`${'['.repeat(5000)}${']'.repeat(5000)}`, 'application/ld+json')).toBe(
      'source.too-large',
    );
    expect(await code(TURTLE, 'text/turtle', { maxQuads: 10 })).toBe('source.too-large');
    expect(await code('<!DOCTYPE html><html>验证</html>', 'text/turtle')).toBe('source.not-rdf');
    for (let end = 400; end < XML.length - 1; end += 37) {
      expect(await code(XML.slice(0, end))).toBe('source.cut');
    }
    expect(await code(XML.replace('</dct:title>', '</dct:label>'))).toBe('source.not-rdf');
    expect(await code(TURTLE.slice(0, 900), 'text/turtle')).toBe('source.not-rdf');
    expect(await code('[]', 'application/ld+json')).toBe('source.shape-changed');
    expect(await code('<http://a.test/a> <http://a.test/b> 1 .')).toBe('source.shape-changed');
    expect(await code(Uint8Array.from([0x22, 0xff, 0x22]), 'text/turtle')).toBe('source.charset');
    expect(await code('', 'text/turtle')).toBe('source.shape-changed');
  });

  it('do not make us fetch contexts: known ones are kept, others named, given ones used', async () => {
    const doc = (context: unknown) =>
      JSON.stringify({ '@context': context, '@id': 'http://c.test/1', '@type': 'Dataset', title: 'T' });
    const known = await harvest({ '/c': { body: doc('https://www.w3.org/ns/dcat.jsonld') } });
    expect(known.stated[0]?.fields.title).toBe('T');
    for (const version of ['2.1.1/dcat-ap_2.1.1.jsonld', '3.0.0/context/dcat-ap.jsonld']) {
      const url = `https://semiceu.github.io/DCAT-AP/releases/${version}`;
      expect((await harvest({ '/c': { body: doc(url) } })).stated[0]?.fields.title).toBe('T');
    }
    const own = 'https://data.hz.gov.cn/context.jsonld';
    const refused = harvest({ '/c': { body: doc(own) } });
    await expect(refused).rejects.toMatchObject({ code: 'source.unknown-context', detail: own });
    const context = { Dataset: 'http://www.w3.org/ns/dcat#Dataset', title: 'http://purl.org/dc/terms/title' };
    const given = await harvest(
      { '/c': { body: doc(own) } },
      { contexts: { [own]: { '@context': context } } },
    );
    expect(given.stated[0]?.fields.title).toBe('T');
  });

  it('never crash: whatever bytes come, the error has a code', async () => {
    const wholes = [TURTLE, XML, await asJsonLd(), asNTriples()].map((text) =>
      new TextEncoder().encode(text),
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .constantFrom(...wholes)
        .chain((whole) => fc.nat(whole.length).map((length) => whole.slice(0, length))),
      fc
        .tuple(fc.constantFrom(...wholes), fc.nat(), fc.uint8Array({ maxLength: 4 }))
        .map(([whole, at, bytes]) => {
          const spoiled = Uint8Array.from(whole);
          spoiled.set(bytes, at % (whole.length - 4));
          return spoiled;
        }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    );
    const type = fc.constantFrom(
      'text/turtle',
      'application/rdf+xml',
      'application/ld+json',
      'application/n-triples',
      '',
    );
    const options = DcatOptions.parse({});
    await fc.assert(
      fc.asyncProperty(body, type, async (bytes, contentType) => {
        try {
          const document = await parseDocument(
            { url: 'http://a.test', headers: { 'content-type': contentType }, body: bytes },
            options,
          );
          for (const record of document.records) {
            const row = await rowOf(document, record, options);
            if ('row' in row) statementOf({ id: row.id, parts: [row.row] }, options);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
