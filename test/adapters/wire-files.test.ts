/**
 * Every file of real catalogues whose result their harvesters state, through our adapters: the same result. Where we
 * judge otherwise, `ours` says what and why.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../conformance/wire-file.ts';
import { shared } from '../shared.ts';

interface WireFile {
  family: string;
  file: string;
  /** What its harvester's own tests state. */
  states: string;
  /** Where our result is another: which, and why. */
  ours?: string;
  entries: number;
  refused?: RegExp[];
  options?: Record<string, unknown>;
  /** The file as an answer of the family's wire, where it holds a part of one. */
  answer?(text: string): string;
}

const DCATUS = 'GSA__datagov-harvester/example_data/dcatus';
const SAMPLES = 'GSA__ckanext-datajson/ckanext/datajson/tests/datajson-samples';
const CERES = 'AndreaBozzo__Ceres/crates/ceres-client/tests/fixtures';

const ODS = 'opendatateam__udata-ods/tests/data';

/** A dataset alone, as one page of Opendatasoft's search. */
const v1Page = (text: string): string =>
  JSON.stringify({ nhits: 1, datasets: [JSON.parse(text) as unknown] });

const FILES: WireFile[] = [
  { family: 'data-json', file: `${DCATUS}/dcatus.json`, states: '7 added', entries: 7 },
  { family: 'data-json', file: `${DCATUS}/dcatus_2.json`, states: '3 left', entries: 3 },
  {
    family: 'data-json',
    file: `${DCATUS}/dcatus3_0.json`,
    states: '3 added, Test Dataset Four refused: object identifier with no usable @id',
    entries: 3,
    refused: [/^record\.no-id/],
  },
  {
    family: 'data-json',
    file: `${DCATUS}/dcatus3_0_with_services.json`,
    states: '3: 1 dataset, 2 services',
    entries: 3,
  },
  {
    family: 'data-json',
    file: `${DCATUS}/dcatus3_0_invalid.json`,
    states: '1 valid, 1 refused: no contactPoint',
    ours: '2: a dataset without a contact is one that its readers can find; only id and title are required here',
    entries: 2,
  },
  {
    family: 'data-json',
    file: `${DCATUS}/dcatus3_0_record_no_id.json`,
    states: '1 dataset; a catalogue record without @id is passed over',
    entries: 1,
  },
  { family: 'data-json', file: `${DCATUS}/dcatus_single_record.json`, states: '1', entries: 1 },
  { family: 'data-json', file: `${DCATUS}/dcatus_same_title.json`, states: '2, of one title', entries: 2 },
  { family: 'data-json', file: `${DCATUS}/dcatus_same_title_step_2.json`, states: '2', entries: 2 },
  {
    family: 'data-json',
    file: `${DCATUS}/dcatus_no_identifier.json`,
    states: 'refused: no identifier',
    entries: 0,
    refused: [/^record\.no-id/],
  },
  {
    family: 'data-json',
    file: `${DCATUS}/missing_title.json`,
    states: 'refused: no title',
    entries: 0,
    refused: [/^record\.no-title.*null-spatial/],
  },
  {
    family: 'data-json',
    file: `${DCATUS}/dcatus_bad_license_uri.json`,
    states: 'refused: the licence is no URI',
    ours: 'all: a licence in words costs its field only, and is kept as it stands',
    entries: 1,
  },
  { family: 'data-json', file: `${SAMPLES}/arm.data.json`, states: 'all datasets', entries: 3 },
  {
    family: 'data-json',
    file: `${SAMPLES}/collection-1-parent-2-children.data.json`,
    states: '3: isPartOf joins 2 children to 1 parent',
    entries: 3,
  },
  {
    family: 'data-json',
    file: `${SAMPLES}/missing-catalog.data.json`,
    states: 'refused: not a valid catalogue',
    ours: '1 and 1 refused: the one dataset is whole, whatever the catalogue says of itself',
    entries: 1,
    refused: [/^record\.no-id/],
  },
  {
    family: 'data-json',
    file: `${SAMPLES}/missing-dataset-fields.data.json`,
    states: '1, and 1 refused: fields are missing',
    entries: 1,
    refused: [/^record\.no-id/],
  },
  { family: 'data-json', file: `${SAMPLES}/null-spatial.data.json`, states: '1', entries: 1 },
  { family: 'data-json', file: `${SAMPLES}/numerical-title.data.json`, states: '1, titled 707', entries: 1 },
  { family: 'data-json', file: `${SAMPLES}/usda.gov.data.json`, states: 'all datasets', entries: 3 },
  { family: 'data-json', file: `${CERES}/project_open_data.json`, states: '3', entries: 3 },
  {
    family: 'socrata',
    file: `${CERES}/socrata_catalog.json`,
    states: '2, and one without a title',
    entries: 2,
    refused: [/^record\.no-title.*missing-title/],
  },
  ...['test-a', 'test-b'].map((name) => ({
    family: 'ods',
    file: `${ODS}/${name}.json`,
    states: '1',
    entries: 1,
    options: { api: 'v1' },
    answer: v1Page,
  })),
  {
    family: 'ods',
    file: `${ODS}/empty.json`,
    states: '0 datasets: it has no records',
    ours: '1: a dataset whose rows are still to come is in the catalogue that its portal shows',
    entries: 1,
    options: { api: 'v1' },
    answer: v1Page,
  },
  {
    family: 'ods',
    file: `${ODS}/no-data.json`,
    states: 'a dataset with has_records false',
    ours: '2: both are listed; the one with files offers those',
    entries: 2,
    options: { api: 'v1' },
  },
  { family: 'ckan', file: `${CERES}/ckan_package_search.json`, states: '2', entries: 2 },
  {
    family: 'ckan',
    file: 'magda-io__magda-ckan-connector/src/test/ckan-server-dataset-sample-response.json',
    states: '1, with 2 distributions',
    entries: 1,
    answer: (text) => {
      const { result } = JSON.parse(text) as { result: unknown };
      return JSON.stringify({ success: true, result: { count: 1, results: [result] } });
    },
  },
];

const wire = shared('wire');
describe.skipIf(wire === undefined)('files of real catalogues', () => {
  it.each(FILES)('$family: $file: $states', async ({ family, file, entries, refused, options, answer }) => {
    const text = readFileSync(`${wire}/${file}`, 'utf8');
    const body = answer?.(text) ?? text;
    const outcome = await outcomeOf(family, () => body, options);
    expect(outcome.ended).toBeUndefined();
    expect([outcome.entries.length, outcome.refused]).toEqual([
      entries,
      (refused ?? []).map((pattern) => expect.stringMatching(pattern) as string),
    ]);
    expect(new Set(outcome.entries.map(({ id }) => id)).size).toBe(entries);
  });
});

const cases = shared('cases');
describe.skipIf(cases === undefined)('small inputs of CKAN sites', () => {
  const search = (...results: unknown[]) =>
    JSON.stringify({ success: true, result: { count: results.length, results } });
  const read = (name: string): unknown => JSON.parse(readFileSync(`${cases}/${name}`, 'utf8'));

  it('dates of the software bear no zone and are UTC', async () => {
    const { entries } = await outcomeOf('ckan', () => search(read('ckan-software-dates.json')));
    expect(entries.map(({ modified }) => modified)).toEqual(['2018-08-10T01:49:15+08:00']);
  });

  it('drafts and private packages are refused by name', async () => {
    const hidden = read('ckan-not-published.json') as unknown[];
    const { entries, refused } = await outcomeOf('ckan', () => search(...hidden));
    expect(entries).toEqual([]);
    expect(refused).toEqual(['record.withdrawn: c-2: state is draft', 'record.withdrawn: c-3: private']);
  });

  it('what could not be read of a package is a remark of its entry', async () => {
    const odd = {
      id: 'a',
      title: '停车场',
      resources: [12, { url: 'https://x.test/a.csv' }],
      tags: { a: null },
    };
    const { entries } = await outcomeOf('ckan', () => search(odd));
    expect(entries[0]!.distributions).toHaveLength(1);
    expect(entries[0]!.remarks).toContainEqual({ field: 'distributions', code: 'not-understood', raw: '12' });
  });
});
