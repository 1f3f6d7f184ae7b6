import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithOffsets } from '../../index/analysis/fold.ts';
import { highlight, matches } from '../../index/analysis/highlight.ts';
import { runs, tokens } from '../../index/analysis/tokens.ts';
import { MAX_WORDS, understand } from '../../index/analysis/words.ts';

const han = fc.string({
  unit: fc.constantFrom(...'停车场公共厕所图书馆医療器械經營龍氣象'),
  minLength: 1,
  maxLength: 12,
});
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), han);
const words = (text: string) => understand(text).words.map((word) => word.text);

describe('folding', () => {
  it('takes width, case and traditional forms away', () => {
    expect(fold('ＰＭ２．５ 醫療器械經營 GDP Ⅳ')).toBe('pm2.5 医疗器械经营 gdp iv');
  });

  it('is done once', () => {
    fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)));
  });

  it('knows for every folded character where it came from', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, offsets } = foldWithOffsets(text);
        expect(offsets).toHaveLength(folded.length + 1);
        for (let at = 1; at < offsets.length; at += 1) {
          expect(offsets[at]).toBeGreaterThanOrEqual(offsets[at - 1] as number);
        }
        expect(offsets.at(-1)).toBe(text.length);
      }),
    );
  });
});

describe('tokens', () => {
  /** Whatever stands after a text takes nothing from it and adds nothing. */
  const generally = (text: string) => runs(`${text} é`).slice(0, -1);

  it('are the same whatever stands after them', () => {
    const units = [...'停车場公一龥鿿09.azAZ-_,。、 \n\0'];
    const common = fc.string({ unit: fc.constantFrom(...units), maxLength: 24 });
    fc.assert(
      fc.property(common, (text) => {
        expect(runs(text)).toEqual(generally(text));
      }),
      { numRuns: 2_000 },
    );
    const every = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, at) => String.fromCharCode(0x4e00 + at));
    expect(runs(every.join(''))).toEqual(generally(every.join('')));
    const ascii = Array.from({ length: 128 }, (_, at) => String.fromCharCode(at)).join('');
    expect(runs(ascii)).toEqual(generally(ascii));
  });

  it('are pairs of Chinese characters, the last alone, and other words whole', () => {
    expect(tokens('停车场信息PM2.5数据 GDP2023年')).toEqual(
      '停车 车场 场信 信息 息 pm2.5 数据 据 gdp2023 年'.split(' '),
    );
    expect(tokens('"AND" (a*b) <i>水</i> 3.14.')).toEqual(['and', 'a', 'b', 'i', '水', 'i', '3.14']);
    expect(tokens('😀 …')).toEqual([]);
  });

  it('hold nothing that an engine splitting at spaces would split, and nothing empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of tokens(text)) expect(token).toMatch(/^[\p{L}\p{N}\p{M}.]+$/u);
      }),
    );
  });

  it('let any part of a Chinese text be found as a phrase where it stands', () => {
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        const part = text.slice(start, start + 1 + (length % 4));
        const [word] = understand(part).words;
        const inText = ` ${tokens(text).join(' ')} `;
        const phrase = ` ${word?.tokens.join(' ')}`;
        expect(inText).toContain(word?.prefix ? phrase : `${phrase} `);
      }),
    );
  });
});

describe('a typed text', () => {
  it('is understood as its words', () => {
    expect(words('旅行社，名录。')).toEqual(['旅行社', '名录']);
    expect(words('双公示')).toEqual(['双公示']);
    expect(words('停车场 停车場')).toEqual(['停车场']);
    expect(words('哪些城市有空气质量实时数据')).toEqual(['城市', '空气质量', '实时', '数据']);
    expect(words('的')).toEqual(['的']);
    expect(words(' "()* ')).toEqual([]);
  });

  it('has places told from other words', () => {
    const places = (text: string) =>
      understand(text).words.flatMap((word) => (word.place ? [word.text] : []));
    expect(places('贵州 建档立卡贫困户')).toEqual(['贵州']);
    expect(places('桂林市 经营异常名录')).toEqual(['桂林市']);
    expect(places('广西壮族自治区 桥梁')).toEqual(['广西壮族自治区']);
    expect(understand('贵州 桥梁').parts.map((part) => part.text)).toEqual(['桥梁']);
  });

  it('never has more words than are asked for, however long it is', () => {
    fc.assert(fc.property(anyText, (text) => understand(text).words.length <= MAX_WORDS));
    expect(understand('水'.repeat(100_000)).words.length).toBeLessThanOrEqual(MAX_WORDS);
    expect(understand(Array.from({ length: 1000 }, (_, at) => `w${at}`).join(' ')).words).toHaveLength(
      MAX_WORDS,
    );
  });
});

describe('highlights', () => {
  it('stand on the text as it is', () => {
    expect(matches('公共停車場與停车场', ['停车场'])).toEqual([
      [2, 5],
      [6, 9],
    ]);
    expect(matches('pm2.5 pm2.55 xpm2.5', ['pm2.5'])).toEqual([[0, 5]]);
    expect(matches('停车场', ['停车', '车场'])).toEqual([[0, 3]]);
    expect(matches('ﬁle', ['f'])).toEqual([]);
    expect(highlight('无', undefined, ['停车场'])).toEqual({
      title: [],
      description: { text: '', matches: [] },
    });
  });

  it('are in order, apart, and within the text', () => {
    fc.assert(
      fc.property(anyText, fc.array(han, { maxLength: 4 }), (text, typed) => {
        const found = highlight(text, `${text}${typed.join(text)}`, typed.map(fold));
        for (const [content, spans] of [
          [text, found.title],
          [found.description.text, found.description.matches],
        ] as const) {
          let last = -1;
          for (const [from, to] of spans) {
            expect(from).toBeGreaterThan(last);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(content.length);
            last = to;
          }
        }
      }),
    );
  });
});
