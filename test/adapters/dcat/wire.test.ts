/** Real files of the standard formats, with the results that their own projects expect of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StatedDistribution, Statement } from '../../../config/record.ts';
import { shared } from '../../shared.ts';
import { codeOf } from '../site.ts';
import { harvest } from './harvest.ts';

const TYPES: Record<string, string> = {
  ttl: 'text/turtle',
  jsonld: 'application/ld+json',
  rdf: 'application/rdf+xml',
  xml: 'application/xml',
};
const wire = shared('wire');
const file = (path: string) => ({
  type: TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain',
  body: readFileSync(`${wire}/${path}`),
});
const one = (path: string, options = {}) => harvest({ [`/${basename(path)}`]: file(path) }, options);
const counts = (stated: Statement[]) =>
  stated.map(({ distributions }: { distributions: StatedDistribution[] }) => distributions.length);

describe.skipIf(wire === undefined)('udata', () => {
  const folder = 'opendatateam__udata/udata/harvest/tests/dcat';

  it('flat.jsonld: 3 datasets with 2, 2 and 1 distributions, the same when asked again', async () => {
    const first = await one(`${folder}/flat.jsonld`);
    expect(first.ids).toEqual(['1', '2', '3']);
    expect(counts(first.stated)).toEqual([2, 2, 1]);
    expect(first.pages[0]?.declared).toBe(3);
    expect((await one(`${folder}/flat.jsonld`)).texts).toEqual(first.texts);
    expect(first.stated[1]?.fields).toMatchObject({
      title: 'Dataset 2',
      description: 'Dataset 2 description',
      publisher: 'An Organization',
      contactName: 'Organization contact',
      contactEmail: 'hello@its.me',
      keywords: ['Tag 1', 'Tag 2', 'Tag 3'],
      issued: '2016-12-14T18:59:02.737480',
      modified: '2016-12-14T19:01:24.184120',
      temporalStart: '2016-01-01T00:00:00',
      temporalEnd: '2016-12-05T00:00:00',
      spatial: 'http://wuEurope.com',
      landingPage: 'http://data.test.org/datasets/2',
      version: '1.0',
    });
    expect(first.stated[0]?.fields.theme).toEqual(['Theme 1', 'Theme 2']);
  });

  it('nested.jsonld: 1 dataset, 1 distribution', async () => {
    expect(counts((await one(`${folder}/nested.jsonld`)).stated)).toEqual([1]);
  });

  it('catalog.xml: 4 datasets, dataset 1 with 4 distributions, no services', async () => {
    const { stated, ids } = await one(`${folder}/catalog.xml`);
    expect(ids).toEqual(['1', '2', '3', '4']);
    expect(counts(stated)).toEqual([4, 2, 1, 2]);
    expect((await one(`${folder}/catalog.xml`, { records: ['Dataset', 'DataService'] })).ids).toHaveLength(4);
    expect(stated[0]?.fields).toMatchObject({
      description: '<h1>h1 title</h1><h2>h2 title</h2><b>and bold text</b>',
      temporalStart: '2016-01-01T00:00:00',
      frequency: 'http://purl.org/cld/freq/ThisTermDoesNotExist',
      license: 'Licence Ouverte Version 1.0',
      contactEmail: 'hello@its.me',
    });
    expect(stated[2]?.fields).toMatchObject({ frequency: 'daily', license: 'Licence Ouverte Version 2.0' });
    const json = stated[0]?.distributions.find((item) => item.title === 'Resource 1-1');
    expect(json).toEqual({
      title: 'Resource 1-1',
      format: 'application/json',
      mediaType: 'application/json',
      accessUrl: 'http://data.test.org/datasets/1/resources/1/file.json',
      byteSize: '12323',
    });
  });

  it('partial-collection-1 and -2: 4 datasets in all, as declared', async () => {
    const { ids, pages } = await harvest(
      {
        '/catalog.jsonld?page=1': file(`${folder}/partial-collection-1.jsonld`),
        '/catalog.jsonld?page=2': file(`${folder}/partial-collection-2.jsonld`),
      },
      { rebase: true },
    );
    expect(ids).toEqual(['1', '2', '3', '4']);
    expect(pages.map((page) => [page.rows.length, page.declared])).toEqual([
      [3, 4],
      [1, 4],
    ]);
  });

  it('GeoNetwork: one dataset each, blanks in its address notwithstanding', async () => {
    const [record] = (await one(`${folder}/geonetwork.xml`)).stated;
    expect(record?.fields.title).toContain('Le Gardon basin');
    const [geo, ...more] = (await one(`${folder}/datara--5a26b0f6-0ccf-46ad-ac58-734054b91977.rdf.xml`))
      .stated;
    expect(more).toEqual([]);
    expect(geo?.fields.title).toBeTypeOf('string');
  });
});

describe.skipIf(wire === undefined)('ckanext-dcat', () => {
  const folder = 'ckan__ckanext-dcat/examples/dcat';

  it('holds the counts of an independent reader', async () => {
    const expected: Record<string, number[]> = {
      'catalog.rdf': [3, 2],
      'catalog_datasets_list.rdf': [3, 2],
      'dataset_gob_es.ttl': [1],
      'dataset_multilingual.ttl': [1],
      // Its distribution is a dcat:Download, the class of DCAT's first drafts, which that reader did not count.
      'dataset_deri.ttl': [1],
    };
    for (const [name, distributions] of Object.entries(expected)) {
      const { stated } = await one(`${folder}/${name}`);
      expect([name, counts(stated).sort((a, b) => b - a)]).toEqual([name, distributions]);
    }
  });

  it('dataset.rdf, field by field', async () => {
    const [stated] = (await one(`${folder}/dataset.rdf`)).stated;
    expect(stated?.id).toBe('9df8df51-63db-37a8-e044-0003ba9b0d98');
    expect(stated?.fields).toMatchObject({
      title: 'Zimbabwe Regional Geochemical Survey.',
      publisher: 'Publishing Organization for dataset 1',
      publisherCode: 'https://ror.org/05wg1m734',
      contactName: 'Point of Contact',
      contactEmail: 'contact@some.org',
      keywords: ['exploration', 'geochemistry', 'geology'],
      theme: ['Earth Sciences', 'http://eurovoc.europa.eu/100142', 'http://eurovoc.europa.eu/209065'],
      issued: '2012-05-10',
      modified: '2012-05-10T21:04',
      version: '2.3',
      license: 'https://data.some.org/link/to/license',
      accessRights: 'public',
      frequency: 'http://purl.org/cld/freq/daily',
      spatial: 'http://publications.europa.eu/mdr/authority/country/ZWE',
      temporalStart: '1905-03-01',
      temporalEnd: '2013-01-05',
      landingPage: 'http://dataset.info.org',
    });
    expect(stated?.distributions).toEqual([
      {
        title: 'Some website',
        format: 'HTML',
        mediaType: 'text/html',
        accessUrl: 'http://www.bgs.ac.uk/gbase/geochemcd/home.html',
        byteSize: '12323',
      },
    ]);
  });

  it('dataset_multilingual.ttl: English where there is no Chinese', async () => {
    const [stated] = (await one(`${folder}/dataset_multilingual.ttl`)).stated;
    expect(stated?.fields).toMatchObject({ title: 'Test DCAT dataset', keywords: ['Oaks', 'Pines'] });
  });
});

describe.skipIf(wire === undefined)('Ceres', () => {
  it('a udata page: two datasets by W3C’s context, and a next page that is elsewhere', async () => {
    const path = 'AndreaBozzo__Ceres/crates/ceres-client/tests/fixtures/dcat_udata_catalog.jsonld';
    expect(await codeOf(() => one(path))).toBe('source.moved');
    const last = { body: '{"@type":"http://www.w3.org/ns/dcat#Catalog"}' };
    const { ids, stated } = await harvest(
      { '/first.jsonld': file(path), '/api/1/datasets/?page=2&page_size=100': last },
      { rebase: true },
    );
    expect(ids).toEqual(['air-quality', 'population']);
    expect(stated[0]?.fields).toMatchObject({ title: 'Air quality', keywords: ['environment', 'health'] });
  });
});

describe.skipIf(wire === undefined)('SEMIC’s DCAT-AP examples', () => {
  const releases = 'SEMICeu__DCAT-AP/releases';
  const named =
    'https://semiceu.github.io/uri.semic.eu-generated/DCAT-AP/releases/3.0.0/html/examples/context.jsonld';
  const folders = ['2.2.0-hvd', '3.0.0-hvd', '3.0.0', '3.0.1'].map(
    (release) => `${releases}/${release}/html/examples`,
  );

  it('state the same in Turtle and JSON-LD, example by example', async () => {
    const differing: string[] = [];
    let compared = 0;
    for (const folder of folders) {
      for (const name of readdirSync(`${wire}/${folder}`).filter((entry) => entry.endsWith('.ttl'))) {
        const contexts =
          folder.includes('/3.0.0/') || folder.includes('/3.0.1/')
            ? { [named]: JSON.parse(readFileSync(`${wire}/${folder}/context.jsonld`, 'utf8')) as object }
            : {};
        const options = { records: ['Dataset', 'DataService', 'DatasetSeries'], idFrom: 'iri', contexts };
        const read = (path: string) =>
          one(path, options).then(
            (found) => found.stated,
            (error: unknown) => (error as { code?: string }).code ?? String(error),
          );
        const turtle = await read(`${folder}/${name}`);
        const json = await read(`${folder}/${name.replace(/\.ttl$/, '.jsonld')}`);
        compared += turtle.length;
        if (JSON.stringify(turtle) !== JSON.stringify(json))
          differing.push(`${folder.split('/')[2]}/${name}`);
      }
    }
    expect(compared).toBeGreaterThan(60);
    expect(differing).toEqual([
      // The JSON-LD has a dcatap:hvdCategory that the Turtle leaves out.
      '3.0.0-hvd/example-data_service_terms_sla.ttl',
      // No Turtle: a slash in a prefixed name (line 32).
      '3.0.0/example-bee-population-dataset-series-combined.ttl',
      '3.0.1/example-bee-population-dataset-series-combined.ttl',
    ]);
  });

  it('the bees: four members and the series, counted apart', async () => {
    const folder = `${releases}/3.0.1/html/examples`;
    const contexts = {
      [named]: JSON.parse(readFileSync(`${wire}/${folder}/context.jsonld`, 'utf8')) as object,
    };
    const bees = (options: object) =>
      one(`${folder}/example-bee-population-dataset-series-combined.jsonld`, {
        contexts,
        idFrom: 'iri',
        ...options,
      });
    expect((await bees({})).ids).toHaveLength(4);
    const series = await bees({ records: ['DatasetSeries'] });
    expect(series.stated.map((record) => record.fields.title)).toEqual(['Bee population']);
    expect((await bees({ records: ['Dataset', 'DataService', 'DatasetSeries'] })).ids).toHaveLength(6);
    await expect(bees({ contexts: {} })).rejects.toMatchObject({
      code: 'source.unknown-context',
      detail: named,
    });
  });
});
