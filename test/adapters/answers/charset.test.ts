/** The charset of a body is what its bytes show, whatever is claimed. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../adapters/answers/answer.ts';
import { claimsOf, decodeBody } from '../../../adapters/answers/charset.ts';
import { CodedError, type ErrorCode } from '../../../config/errors/errors.ts';
import { shared } from '../../shared.ts';

interface Case {
  contentType: string;
  bodyBase64: string;
  right: string | null;
  why: string;
}

const TEXT = '{"title":"市民政局养老机构名单","summary":"全市养老机构的名称、地址、床位数"}';
const utf8 = (text: string) => new TextEncoder().encode(text);
const gbk = (text: string) => Uint8Array.from(iconv.encode(text, 'gb18030'));
const read = (body: Uint8Array, type?: string) => decodeBody(body, claimsOf(body, type));

describe('the charset of a body', () => {
  it.each([
    ['GBK claimed of UTF-8', utf8(TEXT), 'application/json; charset=GBK', 'gbk'],
    ["a container's ISO-8859-1", utf8(TEXT), 'text/html; charset=ISO-8859-1', 'iso-8859-1'],
    ['a charset that does not exist', utf8(TEXT), 'application/json; charset=utf8mb4', 'utf8mb4'],
    ['UTF-8 claimed of GBK', gbk(TEXT), 'application/json; charset=utf-8', 'utf-8'],
    ["a container's claim of GBK", gbk(TEXT), 'application/json; charset=ISO-8859-1', 'iso-8859-1'],
  ])('%s is read by the bytes, and the claim is told', (_name, body, type, wrong) => {
    expect(read(body, type)).toMatchObject({ text: TEXT, wrong });
  });

  it('is found without a claim, and where two were made', () => {
    expect(read(gbk(TEXT), 'application/json')).toEqual({ text: TEXT, charset: 'gb18030' });
    expect(read(utf8(TEXT), undefined)).toEqual({ text: TEXT, charset: 'utf-8' });
    expect(read(utf8(TEXT), 'a/b;charset=ISO-8859-1;charset=utf-8')).toEqual({
      text: TEXT,
      charset: 'utf-8',
    });
    const late = `<html><head><!--${'x'.repeat(3000)}--><meta charset="gb2312"></head>停车场</html>`;
    expect(read(gbk(late), 'text/html')).toEqual({ text: late, charset: 'gb2312' });
  });

  it('is not Chinese where letters bear accents', () => {
    const french = '{"titre":"Qualité de l’air à Besançon, été 2024"}';
    expect(read(utf8(french), 'application/json')?.text).toBe(french);
    const latin = Uint8Array.from(iconv.encode('Zürich, Höhe über Meer, Fläche', 'latin1'));
    expect(read(latin, 'text/plain; charset=iso-8859-1')?.text).toBe('Zürich, Höhe über Meer, Fläche');
  });

  it('is refused where nothing fits', () => {
    const noise = Uint8Array.from({ length: 400 }, (_, at) => 0x80 + ((at * 37) % 0x7f));
    expect(read(noise, 'text/plain; charset=utf-8')).toBeUndefined();
  });

  it('remarks a wrong claim on the answer', () => {
    const remarks: ErrorCode[] = [];
    const answer = {
      url: 'http://a.test/',
      headers: { 'content-type': 'text/html; charset=gbk' },
      body: utf8(TEXT),
      remark: (code: ErrorCode) => remarks.push(code),
    };
    expect(textOf(answer)).toBe(TEXT);
    expect(remarks).toEqual(['source.charset-mislabelled']);
    expect(() => textOf({ ...answer, headers: {}, body: Uint8Array.from([0xff, 0x80, 0xfe, 0x81]) })).toThrow(
      CodedError,
    );
  });

  const HAN = fc.stringMatching(/^[一-龥]{4,40}$/);
  it('never spoils Chinese in UTF-8, nor common Chinese in GB18030, whatever is claimed', () => {
    const claim = fc.constantFrom(undefined, 'a/b; charset=gbk', 'a/b; charset=utf-8', 'a/b; charset=latin1');
    fc.assert(
      fc.property(HAN, claim, (text, type) => {
        expect(read(utf8(text), type)?.text).toBe(text);
      }),
    );
    const common = fc.stringMatching(/^[市民政局养老机构名单全国公共数据目录学校医院]{6,40}$/);
    fc.assert(
      fc.property(
        common,
        fc.constantFrom(undefined, 'a/b; charset=gbk', 'a/b; charset=latin1'),
        (text, type) => {
          expect(read(gbk(text), type)?.text).toBe(text);
        },
      ),
    );
  });

  const file = shared('cases/charsets.json');
  it.runIf(file !== undefined)('is right in every case that real catalogues sent', () => {
    for (const { contentType, bodyBase64, right, why } of JSON.parse(readFileSync(file!, 'utf8')) as Case[]) {
      const text = read(Uint8Array.from(Buffer.from(bodyBase64, 'base64')), contentType)?.text;
      if (right === null) expect(text, why).toContain('养老机构名单');
      else expect(text, why).toBe(right);
    }
  });
});
