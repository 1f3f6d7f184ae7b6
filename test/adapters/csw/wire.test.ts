/** Real records of catalogue services, with the results that their own projects expect of them. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cswAdapter } from '../../../adapters/csw/adapter.ts';
import type { RawValue } from '../../../config/record.ts';
import { shared } from '../../shared.ts';
import { served } from '../served.ts';

const wire = shared('wire');
const read = (path: string): string => readFileSync(`${wire}/${path}`, 'utf8');
/** The answer to what is asked first; behind it there is nothing. */
const once = (text: string, options: Record<string, unknown> = {}) =>
  served(cswAdapter, (_url, body) => (body.includes('startPosition="1"') ? text : NOTHING), options);
const NOTHING =
  '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults nextRecord="0"/></csw:GetRecordsResponse>';
const wrapped = (record: string): string =>
  `<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults numberOfRecordsMatched="1" nextRecord="0">${record.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '')}</csw:SearchResults></csw:GetRecordsResponse>`;

describe.skipIf(wire === undefined)('udata: GeoNetwork’s DCAT in CSW', () => {
  const folder = 'opendatateam__udata/udata/harvest/tests/csw_dcat';
  const pages = (name: string) =>
    served(
      cswAdapter,
      (_url, body) => {
        const position = /startPosition="(\d+)"/.exec(body)?.[1];
        const file = `${folder}/geonetwork-${name}-page-${position}.xml`;
        // Behind the third page nothing is recorded.
        return existsSync(`${wire}/${file}`) ? read(file) : NOTHING;
      },
      { schema: 'dcat' },
    );

  it.each(['dcat', 'geodcatap'])(
    '%s: three pages, 6 datasets, each once and under its own identifier',
    async (name) => {
      const { ids, refused, asked, pages: listed } = await pages(name);
      expect([asked.length, new Set(ids).size, ids.length, refused]).toEqual([4, 6, 6, []]);
      expect(ids).toContain('https://www.geo2france.fr/insee/partmenage5ans');
      expect(listed.map(({ declared, missing }) => [declared, missing])).toEqual(
        Array(3).fill([6, undefined]),
      );
    },
  );
});

describe.skipIf(wire === undefined)('Ceres: ISO 19139 cut down', () => {
  it('three records: a dataset with two links, a series, a service', async () => {
    const { ids, stated, pages } = await once(
      read('AndreaBozzo__Ceres/crates/ceres-client/tests/fixtures/csw_get_records.xml'),
    );
    expect([ids.length, pages[0]!.declared]).toEqual([3, 3]);
    expect(stated.map(({ fields }) => fields.title)).toEqual([
      'Mean sea surface temperature 2000-2025',
      'Coastal bathymetry survey collection',
      'WMS view service for marine habitats',
    ]);
    expect(stated[0]).toMatchObject({
      fields: {
        publisher: 'European Marine Observation Network',
        license: 'CC-BY 4.0',
        keywords: ['oceanography', 'temperature'],
      },
    });
    expect(stated.map(({ distributions }) => distributions.length)).toEqual([2, 0, 0]);
    expect(stated.map(({ fields }) => fields.kind)).toEqual([undefined, undefined, 'api']);
  });
});

/** What Magda's connector makes of a record. */
interface Magda {
  [id: string]: { aspects: Record<string, Record<string, RawValue>> };
}

describe.skipIf(wire === undefined)('Magda: ISO 19139 and 19115-3 of Australia', () => {
  const folder = 'magda-io__magda-csw-connector/src/test';
  const names =
    wire === undefined ? [] : globSync(`${wire}/${folder}/{aodn-licenses/*,vic-geonetwork}.xml`).sort();

  it.each(names.map((path) => [basename(path), path]))('%s', async (_name, path) => {
    const expected = JSON.parse(readFileSync(path.replace(/\.xml$/, '.json'), 'utf8')) as Magda;
    const { stated } = await once(readFileSync(path, 'utf8'));
    const datasets = Object.entries(expected).filter(([id]) => id.startsWith('ds-connector-'));
    expect(stated.map(({ id }) => `ds-connector-${id}`).sort()).toEqual(datasets.map(([id]) => id).sort());
    for (const [id, { aspects }] of datasets) {
      const found = stated.find((each) => `ds-connector-${each.id}` === id)!;
      const strings = aspects['dcat-dataset-strings']!;
      expect(found.fields.title).toBe(strings.title);
      expect(found.fields.description).toBe(String(strings.description).trim());
      expect([found.fields.theme ?? []].flat().sort()).toEqual([strings.themes ?? []].flat().sort());
      if (strings.defaultLicense !== undefined) expect(found.fields.license).toBe(strings.defaultLicense);
      const own = (aspects['dataset-distributions']!.distributions as string[]).map(
        (each) => expected[each]!.aspects['dcat-distribution-strings']!.accessURL,
      );
      expect(found.distributions.map(({ accessUrl }) => accessUrl)).toEqual(own);
    }
    // Publishers differ by design: Magda takes the contact of the catalogue's entry (AODN for all of them), we the
    // resource's own party, as an entry's keeper is seldom who holds the data.
  });

  it('sample.xml: 20 of 6,952 records, positions 1 to 29 gone by', async () => {
    const { ids, pages, refused } = await once(read('magda-io__magda-csw-connector/sample.xml'));
    expect([ids.length + refused.length, pages[0]!.declared]).toEqual([20, 6952]);
    // The file is some page of the list; read as the first, its nextRecord says that nine positions are holes.
    expect(pages[0]!.missing).toBe('positions 1–29: 20 of 29 records');
  });
});

describe.skipIf(wire === undefined)('ckanext-spatial: GEMINI and ISO 19139', () => {
  const folder = 'ckan__ckanext-spatial/ckanext/spatial/tests/xml';

  it('service1 and service1_newer are one record that changed', async () => {
    const [old, newer] = [
      await once(wrapped(read(`${folder}/gemini2.1/service1.xml`))),
      await once(wrapped(read(`${folder}/gemini2.1/service1_newer.xml`))),
    ];
    expect([old.ids, newer.ids]).toEqual([['test-service-1'], ['test-service-1']]);
    expect(old.pages[0]!.rows[0]!.sign).not.toBe(newer.pages[0]!.rows[0]!.sign);
    expect(String(newer.stated[0]!.fields.modified) > String(old.stated[0]!.fields.modified)).toBe(true);
  });

  it('every file is one record with its title, or refused by name', async () => {
    const files = globSync(`${wire}/${folder}/**/*.xml`);
    expect(files.length).toBeGreaterThan(6);
    for (const path of files) {
      const { ids, stated, refused } = await once(wrapped(readFileSync(path, 'utf8')));
      // Of the record that is not valid, it is the identifier that is written as no such element.
      if (path.includes('No_Such_Element')) expect(refused).toEqual([['record.no-id', undefined]]);
      else expect([basename(path), ids.length]).toEqual([basename(path), 1]);
      for (const { fields } of stated) expect(fields.title).toBeTypeOf('string');
    }
  });
});

describe.skipIf(wire === undefined)('pycsw’s own expectations', () => {
  const suites = 'geopython__pycsw/tests/functionaltests/suites';

  it('every GetRecords answer of its suites gives as many rows, read or refused (Atom) by name, as it says it returned', async () => {
    let compared = 0;
    for (const path of globSync(`${wire}/${suites}/*/expected/*.xml`)) {
      const text = readFileSync(path, 'utf8');
      const returned = /numberOfRecordsReturned="(\d+)"/.exec(text)?.[1];
      if (!/GetRecordsResponse/.test(text) || returned === undefined) continue;
      const { ids, refused } = await once(text);
      const hits = /<csw:SearchResults[^>]*\/>/.test(text);
      expect([basename(path), ids.length + refused.length]).toEqual([
        basename(path),
        hits ? 0 : Number(returned),
      ]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(15);
  });

  it('every ISO record of its data is read, with a title', async () => {
    for (const path of globSync(`${wire}/${suites}/apiso/data/*.xml`)) {
      const { ids, stated } = await once(wrapped(readFileSync(path, 'utf8')));
      expect([basename(path), ids.length]).toEqual([basename(path), 1]);
      expect(stated[0]!.fields.title).toBeTypeOf('string');
    }
  });

  it('every Dublin Core record of its data is read', async () => {
    const files = globSync(`${wire}/${suites}/cite/data/*.xml`);
    expect(files).toHaveLength(12);
    for (const path of files) {
      const { ids } = await once(wrapped(readFileSync(path, 'utf8')), { schema: 'dc' });
      expect(`Record_${ids[0]!.replace('urn:uuid:', '')}.xml`).toBe(basename(path));
    }
  });

  it('an exception report is a failure in its own words', async () => {
    await expect(
      once(read(`${suites}/cite/expected/get_c4ea754f-c158-4d8d-8253-dc8f86021b52.xml`)),
    ).rejects.toMatchObject({
      code: 'source.answer-failed',
      detail: expect.stringContaining('service') as string,
    });
  });
});
