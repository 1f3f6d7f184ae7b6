/** The rows of the expected resource base, and what is said of wrong ones. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapterFor, familyOf } from '../../adapters/registry.ts';
import { baselines } from '../../config/baseline.ts';
import { coded } from '../../config/errors/errors.ts';
import { region } from '../../config/regions.ts';
import type { Source } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';

describe('what is expected beside the portals', () => {
  const sources = loadSources();
  const of = (kind: Source['kind']) => sources.filter((source) => source.kind === kind);

  it('is the exchange, a hub for each province and the Corps, and Fujian’s two tiers', () => {
    expect(of('national-exchange')).toHaveLength(1);
    const hubs = of('sharing-hub');
    const provinces = hubs.filter(({ region: code }) => code.endsWith('0000'));
    expect(new Set(provinces.map((each) => each.region)).size).toBe(31);
    expect(provinces).toHaveLength(32);
    expect(hubs.filter((each) => region(each.region)?.province === '350000')).toHaveLength(11);
  });

  it('has evidence in every row, and an address only where one is known', () => {
    expect(sources.filter(({ evidence }) => evidence.length === 0).map(({ id }) => id)).toEqual([]);
    const nowhere = sources.filter(({ home }) => home === undefined);
    expect(nowhere.filter(({ state, harvest }) => state !== 'awaiting-endpoint' && !harvest)).toEqual([]);
    expect(of('registration-platform').map(({ region: code }) => code)).toContain('100000');
  });

  it('is held against figures that each name their document and date, one of a kind by default', () => {
    const figures = baselines();
    expect(figures.filter(({ document }) => document.length < 8)).toEqual([]);
    const platforms = figures.filter(({ kind }) => kind === 'open-platform');
    expect(platforms.map(({ counts }) => counts.total)).toEqual([20, 82, 142, 174, 208, 243, 257]);
    expect(platforms.find((each) => each.default)?.date).toBe('2024-07');
    for (const { counts } of figures)
      if (counts.total !== undefined && counts.provincial !== undefined && counts.city !== undefined)
        expect(counts.provincial + counts.city).toBe(counts.total);
  });
});

describe('the rows', () => {
  const sources = loadSources();
  const count = (family: string): number =>
    sources.filter((source) => source.harvest?.family === family).length;

  it('are the registry: 211 catalogues and more, the products with all their platforms', () => {
    expect(sources.length).toBeGreaterThanOrEqual(211);
    expect(count('declared')).toBeGreaterThanOrEqual(8);
    expect(
      Object.fromEntries(
        ['inspur-oportal', 'guizhou-unified', 'inspur-odweb', 'exchangeopengateway'].map((family) => [
          family,
          count(family),
        ]),
      ),
    ).toEqual({
      'inspur-oportal': 47,
      'guizhou-unified': 11,
      'inspur-odweb': 5,
      exchangeopengateway: 4,
    });
    const zones = sources.filter((source) => source.kind === 'operation-zone');
    expect(zones.map(({ id }) => id)).toEqual(expect.arrayContaining(['henan-ops', 'hubei-ops']));
    expect(new Set(zones.map(({ mode }) => mode))).toEqual(new Set(['authorised-operation']));
  });

  it('have evidence, a region that exists, and a wire or an honest state', async () => {
    for (const source of sources) {
      expect(source.evidence.length, source.id).toBeGreaterThan(0);
      expect(region(source.region)?.code, source.id).toBe(source.region);
      if (source.harvest === undefined) expect(() => familyOf(source)).toThrow('config.not-harvestable');
      else expect((await adapterFor(source)).family).toBe(familyOf(source));
    }
  });

  it('ask no two harvestable sources for the same thing', () => {
    const wanted = sources.flatMap((source) =>
      source.harvest === undefined ? [] : [JSON.stringify([source.harvest.base, source.harvest.options])],
    );
    expect(new Set(wanted).size).toBe(wanted.length);
  });
});

describe('a wrong row', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sources-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const row = (id: string, rest = 'state: wire-unknown'): string =>
    `- id: ${id}\n  title: 甲\n  kind: open-platform\n  mode: opening\n  region: "330100"\n  home: http://a.example/\n  ${rest}\n`;
  let number = 0;
  /** What loading says of these files. */
  const said = (files: Record<string, string>): string => {
    number += 1;
    const of = join(folder, String(number));
    mkdirSync(of);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(of, name), text);
    try {
      return `${loadSources(of).length} sources`;
    } catch (error) {
      const { code, detail } = coded(error);
      return `${code}\n${detail}`;
    }
  };

  it.each<[string, Record<string, string>, string[]]>([
    [
      'twice the same id, in two files',
      { 'a.yaml': row('x'), 'b.yaml': row('y') + row('x') },
      ['b.yaml:8 x: id: a.yaml:1 has this id too'],
    ],
    [
      'a key misspelt',
      { 'a.yaml': row('x', 'stat: wire-unknown') },
      ['a.yaml:1 x: (row): no such key: stat'],
    ],
    [
      'a region that is a number',
      { 'a.yaml': row('x').replace('"330100"', '330100') },
      ['a.yaml:5 x: region:', 'put it in quotes'],
    ],
    [
      'neither wire nor state',
      { 'a.yaml': row('x', 'note: n') },
      ['x: (row): either `harvest`, or a `state`'],
    ],
    [
      'a state that is none',
      { 'a.yaml': row('x', 'state: unknown') },
      ['a.yaml:7 x: state:', 'take one of them'],
    ],
    [
      'an id with blanks and no title',
      { 'a.yaml': '- id: A b\n  kind: open-platform\n' },
      ['a.yaml:1 A b: id: lower-case', 'title: missing', 'region: missing'],
    ],
    ['no list', { 'a.yaml': 'id: x\n' }, ['a.yaml:1 -: -: the file must be a list']],
    ['no YAML', { 'a.yaml': '- id: [x\n- y\n' }, ['a.yaml:', 'not YAML']],
    [
      'a base that ends with a slash',
      { 'a.yaml': row('x', 'harvest: { family: ckan, base: "http://a.example/" }') },
      ['harvest.base: no closing slash'],
    ],
    [
      'a region that no place has',
      { 'a.yaml': row('x').replace('330100', '990000') },
      ['a.yaml:5 x: region: no region has this code'],
    ],
    [
      'a home that is no web address, in a file that ends otherwise',
      { 'a.yml': row('x').replace('http://a.example/', 'javascript:alert(1)') },
      ['a.yml:6 x: home: no web address'],
    ],
    [
      'a base that is no web address, at a time that never comes',
      {
        'a.yaml': row('x', 'harvest: { family: ckan, base: "ftp://a.example", schedule: "99 3 * * *" }'),
      },
      ['harvest.base: no web address', 'harvest.schedule: no cron expression'],
    ],
    ['no source file at all', { 'note.txt': '' }, ['no source file (*.yaml)']],
    [
      'an option its family lacks',
      {
        'a.yaml': row(
          'x',
          'harvest: { family: guizhou-unified, base: "http://a.example", options: { divison: "1" } }',
        ),
      },
      ['harvest.options.divison: guizhou-unified has no such option', 'division'],
    ],
    [
      'a variant its family lacks',
      {
        'a.yaml': row(
          'x',
          'harvest: { family: inspur-oportal, base: "http://a.example", options: { variant: shangdong } }',
        ),
      },
      ['no variant "shangdong"', 'shandong, catalog-root, panel'],
    ],
    [
      'a wire with a placeholder from nowhere',
      {
        'a.yaml': row(
          'x',
          'harvest: { family: declared, base: "http://a.example", options: { wire: { list: { request: { url: "{base}/{pgae}" }, paging: { size: 9 }, items: { select: d } }, row: { id: id } } } }',
        ),
      },
      ['list.request: {pgae} has no value there', '{page}'],
    ],
    [
      'a wire with a broken expression',
      {
        'a.yaml': row(
          'x',
          'harvest: { family: declared, base: "http://a.example", options: { wire: { list: { request: { url: "{base}" }, paging: { size: 9 }, items: { select: d } }, row: { id: { select: a, match: "(" } } } } }',
        ),
      },
      ['harvest', 'row.id'],
    ],
    [
      'a key map to a field that does not exist',
      {
        'a.yaml': row(
          'x',
          'harvest: { family: declared, base: "http://a.example", options: { wire: { list: { request: { url: "{base}" }, paging: { size: 9 }, items: { select: d } }, row: { id: id, keys: { a: titel } } } } }',
        ),
      },
      ['row.keys.a'],
    ],
  ])('%s: file, line, row, path and what to do are named', (_what, files, wanted) => {
    const message = said(files);
    expect(message).toMatch(/^config\.invalid\n/);
    for (const part of wanted) expect(message).toContain(part);
  });

  it('does not hide the other wrong rows', () => {
    expect(
      said({ 'a.yaml': row('x', 'stat: 1') + row('y') + row('z', 'state: unknown') })
        .split('\n')
        .filter((line) => line.startsWith('a.yaml')).length,
    ).toBeGreaterThanOrEqual(2);
    expect(said({ 'a.yaml': row('x') + row('y'), 'empty.yaml': '', 'note.txt': '{' })).toBe('2 sources');
    expect(coded(catching(() => loadSources(join(folder, 'nowhere')))).code).toBe('config.invalid');
  });

  function catching(act: () => unknown): unknown {
    try {
      return act();
    } catch (error) {
      return error;
    }
  }
});
