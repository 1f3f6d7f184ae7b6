/** Addresses of the EU's, IANA's and Dublin Core's code lists, where portals of DCAT name a code by them. */
import { describe, expect, it } from 'vitest';
import { normalize } from '../../normalizer/normalize.ts';
import { source, statement } from './statements.ts';

const read = (fields: Parameters<typeof statement>[0]) => normalize(source({}), statement(fields));
const EU = 'http://publications.europa.eu/resource/authority';

describe("the authorities' addresses", () => {
  it.each([
    [`${EU}/file-type/CSV`, 'csv'],
    ['https://op.europa.eu/authority/file-type/GEOJSON/', 'geojson'],
    ['https://www.iana.org/assignments/media-types/text/csv', 'csv'],
    ['http://www.iana.org/assignments/media-types/application/json', 'json'],
  ])('%s is the format %s', (address, format) => {
    const { distributions, remarks } = read({ formats: address });
    expect([distributions.map((each) => each.format), remarks]).toEqual([[format], []]);
  });

  it.each(['https://data.example.cn/files/1', `${EU}/file-type/NOTHING_KNOWN`])(
    '%s is no format, and no interface for its http',
    (address) => {
      const { distributions, remarks, kind } = read({ formats: address });
      expect([distributions, kind, remarks.map(({ code }) => code)]).toEqual([
        [],
        'dataset',
        ['not-understood'],
      ]);
    },
  );

  it.each([`${EU}/data-theme/TRAN`, 'https://op.europa.eu/authority/data-theme/TRAN/'])(
    '%s is a theme',
    (address) => {
      expect(read({ theme: address }).dcatThemes).toEqual(['TRAN']);
    },
  );

  it.each([
    [`${EU}/frequency/ANNUAL`, 'ANNUAL'],
    ['https://op.europa.eu/authority/frequency/DAILY/', 'DAILY'],
    ['http://purl.org/cld/freq/monthly', 'MONTHLY'],
  ])('%s is the frequency %s', (address, code) => {
    expect(read({ frequency: address }).frequency).toEqual({
      ...read({ frequency: code }).frequency,
      raw: address,
    });
  });
});
