import { describe, expect, it } from 'vitest';
import { jsonOf, parseJson, textOf } from '../../../adapters/answers/answer.ts';
import { CodedError } from '../../../config/errors/errors.ts';

const answer = (body: Uint8Array | string, type?: string) => ({
  url: 'http://a.test/x',
  headers: type === undefined ? ({} as Record<string, string>) : { 'content-type': type },
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});
const code = (act: () => unknown) => {
  try {
    return act();
  } catch (error) {
    return error instanceof CodedError ? error.code : error;
  }
};
const GBK = Uint8Array.from([0xcd, 0xa3, 0xb3, 0xb5, 0xb3, 0xa1]);

describe('the body of an answer', () => {
  it('is read in the charset that it claims, by header, declaration or mark', () => {
    expect(textOf(answer(GBK, 'text/plain; charset=GB2312'))).toBe('停车场');
    const xml = new TextEncoder().encode('<?xml version="1.0" encoding="GBK"?><a>');
    expect(textOf(answer(Uint8Array.from([...xml, ...GBK])))).toContain('停车场');
    expect(textOf(answer(Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b])))).toBe('{');
  });

  it('of a login page is told as one', () => {
    const page = '<!DOCTYPE html><title>用户登录</title><form><input name=u><input type="password"></form>';
    expect(code(() => jsonOf(answer(page)))).toBe('source.login-needed');
    expect(code(() => jsonOf(answer('<html><body>系统维护中')))).toBe('source.not-json');
  });

  it('keeps the digits of numbers that a double cannot hold', () => {
    expect(parseJson('{"id":1234567890123456789,"n":12,"x":-1.5,"big":[1e300,9007199254740993]}')).toEqual({
      id: '1234567890123456789',
      n: 12,
      x: -1.5,
      big: [1e300, '9007199254740993'],
    });
  });

  it('that is not JSON is a coded error', () => {
    expect(code(() => jsonOf(answer('<html>challenge')))).toBe('source.not-json');
    expect(code(() => jsonOf(answer('')))).toBe('source.not-json');
    expect(jsonOf(answer('[1]'))).toEqual([1]);
  });
});
