/** Real answers of OAI-PMH repositories, with the results that their own projects expect of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oaiPmhAdapter } from '../../../adapters/oai-pmh/adapter.ts';
import { shared } from '../../shared.ts';
import { served } from '../served.ts';

const wire = shared('wire');
const read = (path: string): string => readFileSync(`${wire}/${path}`, 'utf8');

describe.skipIf(wire === undefined)('sickle', () => {
  const folder = 'mloesch__sickle/sickle/tests/sample_data';

  it('four answers joined by tokens: 8 records, 4 of them deleted headers', async () => {
    const { ids, refused, pages, stated, asked } = await served(oaiPmhAdapter, (url) =>
      read(
        `${folder}/${new URL(url, 'http://a.test').searchParams.get('resumptionToken') ?? 'ListRecords.xml'}`,
      ),
    );
    expect(asked).toHaveLength(4);
    expect(ids).toEqual(Array(4).fill('oai:test.example.com:1585322'));
    const deleted = ['record.withdrawn', 'oai:test.example.com:1585310'];
    // The last one has no identifier: nothing can be withdrawn by it.
    expect(refused).toEqual([deleted, deleted, deleted, ['record.no-id', undefined]]);
    expect(pages.at(-1)!.declared).toBe(8);
    expect(stated[0]!.fields).toMatchObject({
      title: 'Sample Title',
      publisher: 'Sample Publisher',
      issued: '2010',
    });
  });

  it('noRecordsMatch is an empty list; badArgument is a failure in its own words', async () => {
    const none = await served(oaiPmhAdapter, () => read(`${folder}/noRecordsMatch.xml`));
    expect([none.ids, none.pages[0]!.declared]).toEqual([[], 0]);
    await expect(served(oaiPmhAdapter, () => read(`${folder}/badArgument.xml`))).rejects.toMatchObject({
      code: 'source.answer-failed',
      detail: expect.stringContaining('badArgument') as string,
    });
  });
});

describe.skipIf(wire === undefined)('pyoai: a DSpace of 2003', () => {
  const folder = 'infrae__pyoai/src/oaipmh/tests/fake1';

  it('is asked exactly what its mapping has, and gives all records of the answer', async () => {
    const lines = read(`${folder}/mapping.txt`).trim().split('\n');
    const files = new Map<string, string>();
    for (let at = 0; at < lines.length; at += 2)
      files.set([...new URLSearchParams(lines[at])].map(String).sort().join('&'), lines[at + 1]!);
    const { ids, stated } = await served(
      oaiPmhAdapter,
      (url) => {
        const file = files.get([...new URL(url, 'http://a.test').searchParams].map(String).sort().join('&'));
        return file === undefined ? undefined : read(`${folder}/${file}`);
      },
      {},
      '2003-04-10T00:00:00Z',
    );
    expect(ids).toHaveLength((read(`${folder}/00005.xml`).match(/<record>/g) ?? []).length);
    expect(ids[0]).toBe('hdl:1765/308');
    expect(stated[0]!.fields).toMatchObject({
      identifier: '90-5892-036-4',
      landingPage: 'http://hdl.handle.net/1765/308',
    });
  });
});

describe.skipIf(wire === undefined)('pycsw’s own expectations', () => {
  const folder = 'geopython__pycsw/tests/functionaltests/suites/oaipmh/expected';
  /** The first of two pages; the second is not among the files. */
  const first = async (name: string) =>
    served(oaiPmhAdapter, (url) =>
      url.includes('resumptionToken')
        ? '<OAI-PMH><error code="noRecordsMatch"/></OAI-PMH>'
        : read(`${folder}/get_ListRecords_${name}.xml`),
    );
  const record = 'urn:uuid:19887a8a-f6b0-4a63-ae56-7fba0e17801f';

  it.each([
    ['oai_dc', { title: 'Lorem ipsum', keywords: ['Tourism--Greece'], spatial: 'GR-22' }],
    ['dc', { title: 'Lorem ipsum', keywords: ['Tourism--Greece'], spatial: 'GR-22' }],
    ['iso19139', { title: 'Lorem ipsum', keywords: ['Tourism--Greece'] }],
    ['datacite', { title: 'Lorem ipsum', keywords: ['Tourism--Greece'], formats: ['image/svg+xml'] }],
  ])('%s: 10 of 12 records, the same thing in each format', async (name, fields) => {
    const { ids, pages, stated } = await first(name);
    expect([ids.length, pages[0]!.declared]).toEqual([10, 12]);
    expect(ids[0]).toBe(record);
    expect(stated[0]!.fields).toMatchObject({
      ...fields,
      description:
        'Quisque lacus diam, placerat mollis, pharetra in, commodo sed, augue. Duis iaculis arcu vel arcu.',
    });
  });

  it.each(['bad_verb', 'empty', 'empty_with_amp', 'illegal_verb', 'ListRecords_dc_bad_metadata_prefix'])(
    '%s: a failure in the protocol’s words',
    async (name) => {
      await expect(served(oaiPmhAdapter, () => read(`${folder}/get_${name}.xml`))).rejects.toMatchObject({
        code: 'source.answer-failed',
        detail: expect.stringMatching(/badVerb|badArgument|cannotDisseminateFormat/) as string,
      });
    },
  );
});
