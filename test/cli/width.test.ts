/** Columns of a terminal that a text takes: as string-width counts them, whether or not that had to be asked. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { widthOf } from '../../api/cli/screen.ts';

it.each([
  '',
  '共 3 项',
  '停车场（含泊位）…',
  '── 合计 ──',
  '【公告】、“引号”',
  'Ω é é 한국 カナ',
  '👨‍👩‍👧 🇨🇳',
  'Ａｂ｡ｱ',
])('of %j', (text) => {
  expect(widthOf(text)).toBe(stringWidth(text));
});

it('of any text', () => {
  const character = fc.oneof(
    fc.constantFrom(...' aZ~0─…·—、。】（！～一龥〇《'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(widthOf(text)).toBe(stringWidth(text));
    }),
    { numRuns: 2_000 },
  );
});
