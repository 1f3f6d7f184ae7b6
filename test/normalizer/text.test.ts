import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskMobiles } from '../../normalizer/privacy/masking.ts';
import { cleanText, cut } from '../../normalizer/text.ts';
import { nastyText } from './statements.ts';

describe('cleanText', () => {
  it.each([
    ['停车场信息', '停车场信息'],
    ['\ufeff 停车场\u00a0\u3000信息 \r\n\t', '停车场 信息'],
    ['<p>一&nbsp;段</p><script>alert(1)</script><br/>二', '一 段 二'],
    ['&lt;b&gt;粗&lt;/b&gt;', '粗'],
    ['&amp;nbsp;空&amp;amp;格', '空&格'],
    ['a&b', 'a&b'],
    ['&#20013;&#x56fd;', '中国'],
    ['面积<100且>50', '面积<100且>50'],
    ['1<b且c>2', '1<b且c>2'],
    ['第一行\\n第二行\\r\\n', '第一行 第二行'],
    ['ＡＢＣ１２３（测试）', 'ABC123（测试）'],
    ['⼈⼝', '人口'],
    ['坏\ud800字', '坏\ufffd字'],
    ['零\u200b宽\u0000', '零宽'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('keeps lines where they are wanted', () => {
    expect(cleanText('<div>一</div><div>二</div>\n\n 三', true)).toBe('一\n二\n三');
  });

  it('done twice gives the same, well-formed and without control characters', () => {
    fc.assert(
      fc.property(fc.array(nastyText, { maxLength: 4 }), fc.boolean(), (parts, lines) => {
        const clean = cleanText(parts.join(''), lines);
        expect(cleanText(clean, lines)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        expect(lines ? clean.replaceAll('\n', '') : clean).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 400 },
    );
  });

  it('ends even for markup nested to exhaust it', () => {
    const clean = cleanText('&am&amp;p;'.repeat(500) + '&lt;&amp;lt;b&gt;'.repeat(500));
    expect(cleanText(clean)).toBe(clean);
  });

  it('cuts at a whole character', () => {
    expect(cut('一二三', 3)).toBe('一二三');
    expect(cut('一二三四', 3)).toBe('一二…');
    expect(cut('一😀三四', 3)).toBe('一…');
  });
});

describe('maskMobiles', () => {
  it.each([
    ['13312346519', '133****6519'],
    ['电话：13312346519（张）', '电话：133****6519（张）'],
    ['133 1234 6519 / 133-1234-6519', '133****6519 / 133****6519'],
    ['+8613312346519', '+86133****6519'],
    ['8613312346519', '86133****6519'],
    ['１３３１２３４６５１９', '１３３****６５１９'],
    ['133****6519', '133****6519'],
    ['0771-1234567', '0771-1234567'],
    ['91350200123456789X', '91350200123456789X'],
    ['118.13812345678', '118.13812345678'],
    ['4a77918a17164616902c3cb8994ba1f2', '4a77918a17164616902c3cb8994ba1f2'],
    ['wx13312346519', 'wx133****6519'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskMobiles(text)).toBe(masked);
  });
});
