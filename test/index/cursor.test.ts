import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor, questionOf } from '../../index/cursor.ts';
import { asked } from './entries.ts';

it('gives back the place that it was made of', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (question, text, number) => {
        const position = decodeCursor(encodeCursor(question, [text, number]), question, ['string', 'number']);
        // JSON knows no negative zero.
        expect(position).toEqual([text, number === 0 ? 0 : number]);
      },
    ),
  );
});

it('refuses whatever else comes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (cursor) => {
        expect(() => decodeCursor(cursor, 'question', ['number'])).toThrow(
          expect.objectContaining({ code: 'request.cursor-invalid' }),
        );
      },
    ),
  );
});

it('is the same question whatever the order of filters, the page size and the facets', () => {
  const question = questionOf(asked({ filters: { mode: ['opening', 'sharing'], format: ['csv'] } }));
  expect(
    questionOf(
      asked({
        filters: { format: ['csv'], mode: ['sharing', 'opening'], city: [] },
        size: 3,
        facets: ['mode'],
      }),
    ),
  ).toBe(question);
  expect(questionOf(asked({ filters: { format: ['csv'] } }))).not.toBe(question);
});
