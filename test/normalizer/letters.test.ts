import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lettersAndDigits } from '../../normalizer/identity/letters.ts';

it('leaves letters and digits, numbers apart from each other', () => {
  expect(lettersAndDigits('《桥梁，隧道》（2024年1、2月）')).toBe('桥梁隧道2024年1-2月');
  expect(lettersAndDigits(' Ａpi－接口 3.2 ')).toBe('api接口3-2');
});

it('says of plain texts what it says of any', () => {
  const plain = fc.constantFrom(...'桥市㐀az09 -_.、。《》「」【】“”，：；（）　\n');
  const any = fc.constantFrom(...'AZ０９Ａａ①㈠½éßΣ·…', 'é', '𠮷', '🙂');
  const texts = fc.array(fc.oneof({ weight: 9, arbitrary: plain }, any), { maxLength: 12 });
  fc.assert(
    fc.property(texts, (characters) => {
      const text = characters.join('');
      const kept = text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/gu, '\0')
        .replace(/[^\p{L}\p{N}\0]/gu, '');
      expect(lettersAndDigits(text)).toBe(kept.replaceAll('\0', '-'));
    }),
  );
});
