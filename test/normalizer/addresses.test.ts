/** Addresses of files and pages: whatever a person can open, and nothing that only its keepers should know. */
import { describe, expect, it } from 'vitest';
import { withoutCredentials } from '../../normalizer/addresses.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { source, statement } from './statements.ts';

const read = (downloadUrl: string) =>
  normalize(source(), statement({}, { distributions: [{ downloadUrl }] }));
const addressOf = (url: string) => read(url).distributions[0]?.downloadUrl;

describe('the address of a file', () => {
  it.each([
    ['www.x.example/c.xls', 'http://www.x.example/c.xls'],
    ['open.x.example:8080/c.xls', 'http://open.x.example:8080/c.xls'],
    ['ftp://x.example/d', 'ftp://x.example/d'],
    ['https://x.example/a b.csv', 'https://x.example/a%20b.csv'],
    ['/f/1.csv', 'https://data.example.org/f/1.csv'],
    ['http://user:pw@x.example/l.csv', 'http://x.example/l.csv'],
    ['ftp://user@x.example/l.csv', 'ftp://x.example/l.csv'],
  ])('%s is %s', (stated, address) => {
    expect(addressOf(stated)).toBe(address);
  });

  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['JaVaScript:x'],
    ['file:///etc/passwd'],
    ['停车场.csv'],
    ['data.csv'],
  ])('%s is none', (stated) => {
    const entry = read(stated);
    expect(entry.distributions.filter(({ downloadUrl }) => downloadUrl !== undefined)).toEqual([]);
    expect(entry.remarks).toContainEqual({ field: 'distributions', code: 'not-understood', raw: stated });
  });

  it('takes no user and password with it, wherever it stands', () => {
    const entry = normalize(
      source(),
      statement(
        { description: '见 http://user:pw@x.example/l.csv', landingPage: 'http://user:pw@x.example/' },
        {
          distributions: [{ accessUrl: 'http://user:pw@x.example/l.csv' }],
          unmapped: { 下载: 'ftp://u:pw@x.example/' },
        },
      ),
    );
    expect(JSON.stringify(entry)).not.toContain('pw@');
    expect(entry.description).toBe('见 http://x.example/l.csv');
    expect(withoutCredentials('邮箱 a@b.example，网址 https://b.example/@c')).toBe(
      '邮箱 a@b.example，网址 https://b.example/@c',
    );
  });
});
