import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../adapters/answers/answer.ts';
import { packageOf, parseSearch } from '../../../adapters/ckan/parse.ts';
import { ckanOptions } from '../../../adapters/ckan/request.ts';
import { statementOf } from '../../../adapters/ckan/statement.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { recordHash } from '../../../harvester/run/fingerprint.ts';
import { measuredSource } from '../../bench/source.ts';

/** JSON as sources write it: numbers beyond what a double holds among it. */
const number = fc.constantFrom('0', '-0', '1e400', '-2.5E+999', '12345678901234567890', '1e3', '0.1');
const text = fc.oneof(number, fc.json({ maxDepth: 2 }));
const packages = fc.array(fc.dictionary(fc.constantFrom('title', 'notes', 'extras', 'tags', 'a'), text));
const page = packages.map((all) => {
  const items = all.map((one, at) =>
    [`"id":"${at}"`, ...Object.entries(one).map(([key, value]) => `"${key}":${value}`)].join(','),
  );
  return `{"success":true,"result":{"count":${all.length},"results":[${items.map((item) => `{${item}}`)}]}}`;
});

describe('a row that was just listed', () => {
  const options = ckanOptions(measuredSource('ckan') as HarvestableSource);
  const place = { base: 'http://a.test', page: '/dataset/{name}' };

  it('reads as it does from the text that is kept of it', () => {
    fc.assert(
      fc.property(page, (body) => {
        for (const { id, row } of parseSearch(parseJson(body), 'http://a.test', options).rows) {
          const readings = [{ ...row }, row, row].map((part) =>
            statementOf(packageOf({ id, parts: [part] }), id, place, () => undefined),
          );
          expect(new Set(readings.map(recordHash)).size).toBe(1);
          expect(JSON.stringify(readings[1])).toBe(JSON.stringify(readings[0]));
          expect(readings[2]).toEqual(readings[0]);
        }
      }),
    );
  });

  it('is parsed to what makes the same text again', () => {
    fc.assert(
      fc.property(text, (said) => {
        const value = parseJson(said);
        expect(JSON.stringify(parseJson(JSON.stringify(value)))).toBe(JSON.stringify(value));
        if (['1e400', '-2.5E+999'].includes(said)) expect(value).toBe(said);
      }),
    );
  });
});
