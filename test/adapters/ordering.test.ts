/** A record's sign: the same for the same record, however its keys stand, and another where anything of it changes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ordering } from '../../adapters/formats/json/values.ts';
import type { RawValue } from '../../config/record.ts';

const turned = (value: RawValue): RawValue => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each as RawValue)]),
  );
};

it('does not depend on the order of keys, nor on the records before', () => {
  const kept = ordering();
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const record = JSON.parse(JSON.stringify(value)) as RawValue;
      expect(kept(turned(record))).toBe(kept(record));
      expect(kept(record)).toBe(ordering()(record));
      expect(JSON.parse(kept(record))).toEqual(record);
    }),
    { numRuns: 500 },
  );
});

it('leaves out what it is to leave out, at every depth, and nothing else', () => {
  const sign = ordering((key) => key === 'views');
  expect(sign({ b: [{ views: 1, a: 2 }], views: 3, a: null })).toBe('{"a":null,"b":[{"a":2}]}');
  expect(sign({ b: [{ a: 2 }], a: null })).toBe('{"a":null,"b":[{"a":2}]}');
});

it('takes every key that a source may send', () => {
  const record = JSON.parse('{"__proto__":{"a":1},"constructor":2,"10":3,"9":4}') as RawValue;
  expect(JSON.parse(ordering()(record))).toEqual(record);
  expect(ordering()(record)).not.toBe(ordering()(JSON.parse('{"constructor":2,"10":3,"9":4}') as RawValue));
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`key ${at}`, at]));
  const sign = ordering();
  for (let at = 0; at < 1_000; at += 1) sign({ [`only ${at}`]: at });
  expect(sign(turned(many))).toBe(sign(many));
});
