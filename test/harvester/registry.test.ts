/** What is set of sources and added to them: what of it holds, in which order, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { coded } from '../../config/errors/errors.ts';
import { rowText } from '../../config/registry/row-text.ts';
import { Source } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { rowToAdd } from '../../harvester/registry/added.ts';
import { openBook } from '../../harvester/registry/book.ts';
import { overridden, requireAllowed } from '../../harvester/registry/override.ts';
import type { Paper, PaperKind } from '../../index/people/papers.ts';
import { testSource } from './rig.ts';

const at = '2026-07-01T00:00:00.000Z';
const SLOTS = { defaultSchedule: '0 3 * * *', spreadMinutes: 0 };
const row = {
  ...{ id: 'new-city', title: '新市', kind: 'open-platform', mode: 'opening', region: '310000' },
  home: 'https://data.new.gov.cn',
  harvest: { family: 'ckan', base: 'https://data.new.gov.cn' },
};
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return coded(error).code;
  }
  return undefined;
};

/** Papers as a catalogue keeps them, to be changed under way. */
function keptPapers(...kept: [PaperKind, string, unknown][]) {
  return {
    kept,
    papers: async <T>(kind: PaperKind) => ({
      items: kept
        .filter(([each]) => each === kind)
        .map(([, id, content]) => ({
          ...{ kind, id, order: id, tags: [], expiresAt: null, version: 1 },
          content: content as T,
        })) satisfies Paper<T>[],
      cursor: null,
    }),
  };
}

describe('a pace that is set', () => {
  it('never makes a source faster than its file says, whatever the file says later', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (file, value) => {
          const source = testSource('city', { pace: { perSecond: file } });
          const now = overridden(source, { perSecond: { value, by: 'x', at } }).harvest?.pace.perSecond;
          expect(now).toBeLessThanOrEqual(file);
          const refused = codeOf(() => requireAllowed(source, { perSecond: value }, SLOTS));
          expect(refused).toBe(value > file ? 'request.invalid' : undefined);
        },
      ),
    );
  });
});

describe('the book of sources', () => {
  it('takes in what is set and added while it is open, and lets go of what is taken back', async () => {
    const papers = keptPapers();
    const book = openBook({ papers, rows: [testSource('city')], inside: false });
    const { sources } = book;
    await book.renew();
    expect([...sources.keys()]).toEqual(['city']);
    papers.kept.push(['source', 'new-city', { row, by: 'x', at }]);
    papers.kept.push(['override', 'city', { paused: { value: true, by: 'x', at } }]);
    papers.kept.push(['override', 'new-city', { schedule: { value: '0 5 * * *', by: 'x', at } }]);
    await book.renew();
    expect(sources.get('city')?.paused).toBe(true);
    expect(sources.get('new-city')?.harvest?.schedule).toBe('0 5 * * *');
    expect(book.known('new-city')).toMatchObject({ added: { by: 'x' }, row: { title: '新市' } });
    papers.kept.length = 0;
    await book.renew();
    expect([...sources.keys()]).toEqual(['city']);
    expect(sources.get('city')?.paused).toBeUndefined();
  });

  it('leaves a source the object that it was until something of it changes', async () => {
    const papers = keptPapers(
      ['source', 'new-city', { row, by: 'x', at }],
      ['override', 'city', { perSecond: { value: 0.5, by: 'x', at } }],
    );
    const { sources, renew } = openBook({ papers, rows: [testSource('city')], inside: false });
    await renew();
    const before = new Map(sources);
    // Every reading of a catalogue brings objects of its own.
    papers.kept.splice(0, 2, ...structuredClone(papers.kept));
    await renew();
    for (const id of ['city', 'new-city']) expect(sources.get(id)).toBe(before.get(id));
    expect(sources.get('city')?.harvest?.pace).toBe(before.get('city')?.harvest?.pace);
    papers.kept.splice(1, 1, ['override', 'city', { perSecond: { value: 0.25, by: 'x', at } }]);
    await renew();
    expect(sources.get('city')?.harvest?.pace.perSecond).toBe(0.25);
    expect(sources.get('new-city')).toBe(before.get('new-city'));
    papers.kept.splice(0, 1, ['source', 'new-city', { row: { ...row, title: '旧市' }, by: 'x', at }]);
    await renew();
    expect(sources.get('new-city')?.title).toBe('旧市');
  });

  it('believes a file before an added row of the same id', async () => {
    const papers = keptPapers(['source', 'city', { row: { ...row, id: 'city' }, by: 'x', at }]);
    const book = openBook({ papers, rows: [testSource('city')], inside: false });
    await book.renew();
    expect(book.sources.get('city')?.harvest?.base).toBe('https://city.gov.cn');
    expect(book.known('city')?.added).toBeUndefined();
  });

  it('tells once of what it cannot use, and keeps the rest', async () => {
    const inner = { ...row, id: 'inner', harvest: { family: 'ckan', base: 'http://10.0.0.1' } };
    const papers = keptPapers(
      ['source', 'inner', { row: inner, by: 'x', at }],
      ['source', 'new-city', { row, by: 'x', at }],
      ['override', 'city', { schedule: { value: 'never', by: 'x', at } }],
    );
    const told: string[] = [];
    const rows = [testSource('city')];
    const onTrouble = (id: string) => told.push(id);
    const book = openBook({ papers, rows, inside: false, onTrouble });
    await book.renew();
    await book.renew();
    expect([...book.sources.keys()]).toEqual(['city', 'new-city']);
    expect(told).toEqual(['inner', 'city']);
    const allowed = openBook({ papers, rows, inside: true });
    await allowed.renew();
    expect(allowed.sources.has('inner')).toBe(true);
  });
});

describe('a row that is added', () => {
  it.each([
    ['http://127.0.0.1:9200', 'source.private-address'],
    ['http://[::1]/ckan', 'source.private-address'],
    ['http://169.254.169.254', 'source.private-address'],
    ['http://localhost:6379', 'source.private-address'],
    ['ftp://data.gov.cn', 'request.invalid'],
    ['', 'request.invalid'],
  ])('does not lead to %j', (base, code) => {
    expect(codeOf(() => rowToAdd({ ...row, harvest: { family: 'ckan', base } }, false))).toBe(code);
  });

  it('does not lead inside by its home page, nor to a folder of this machine, nor to a wire that is none', () => {
    expect(codeOf(() => rowToAdd({ ...row, home: 'http://192.168.1.1' }, false))).toBe(
      'source.private-address',
    );
    for (const from of ['folder', 'upload']) {
      const harvest = { ...row.harvest, family: 'sharing-catalogue', options: { from, folder: '/etc' } };
      expect(codeOf(() => rowToAdd({ ...row, harvest }, true))).toBe('request.invalid');
    }
    const variant = { ...row.harvest, family: 'gov-cms', options: { variant: 'none' } };
    expect(codeOf(() => rowToAdd({ ...row, harvest: variant }, false))).toBe('request.invalid');
    expect(codeOf(() => rowToAdd({ ...row, harvest: { ...row.harvest, family: 'none' } }, false))).toBe(
      'request.invalid',
    );
  });
});

describe('a row as text', () => {
  it('says every configured source as its file does', () => {
    for (const source of loadSources()) {
      const [read] = parse(rowText(source)) as [unknown];
      expect(Source.parse(read)).toEqual(source);
    }
  });
});
