/** What was not understood is listed, a word for it is added as data, and a replay reads by it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { askedUnknowns, unknowns } from '../../api/cli/commands/unknowns.ts';
import { openTerminal } from '../../api/cli/terminal.ts';
import type { ApiError } from '../../api/types.ts';
import { loadOwnWords } from '../../config/own-words.ts';
import { vocabulary } from '../../config/vocabularies.ts';
import type { Unknowns } from '../../index/unknowns.ts';
import { bareThing } from '../sources/thing.ts';
import { type Installation, install } from './installation.ts';

const SOURCE = 'guizhou-guiyang';
const ODD = '怪力乱神';
let installation: Installation;

const get = async <T>(url: string) => {
  const answer = await installation.server.inject({ url });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as T };
};

function file(text: string): string {
  const name = join(mkdtempSync(join(tmpdir(), 'huimu-words-')), 'words.yaml');
  writeFileSync(name, text);
  return name;
}

beforeAll(async () => {
  installation = await install([SOURCE]);
  const platform = installation.country.mutate(SOURCE);
  for (const id of ['9001', '9002']) platform.add({ ...bareThing(id, `名录${id}`), themes: [ODD] });
  const [run] = await installation.harvest(SOURCE);
  expect(run?.status).toBe('succeeded');
});
afterAll(async () => {
  loadOwnWords(undefined);
  await installation.close();
});

describe('what was not understood', () => {
  it('is listed by value, number and source', async () => {
    const { body } = await get<Unknowns>(`/api/v1/unknowns?source=${SOURCE}&field=theme`);
    expect(body.values).toEqual([
      { field: 'theme', value: ODD, entries: 2, sources: [{ source: SOURCE, entries: 2 }] },
    ]);
    expect(body).toMatchObject({ distinct: 1, truncated: false });
    expect(body.entries).toBeGreaterThan(2);
  });

  it('is listed on a terminal, of all sources where none is named', async () => {
    const lines: string[] = [];
    const terminal = {
      ...openTerminal({ lang: 'en' }),
      out: (text: string) => void lines.push(text),
      note: (text: string) => void lines.push(text),
    };
    expect(await unknowns(installation.huimu, askedUnknowns([], { field: 'theme' }), terminal)).toBe(0);
    expect(lines[0]).toMatch(new RegExp(`2 +theme +${ODD} +${SOURCE} 2`));
    expect(lines[1]).toMatch(/^1 values not understood in \d/);
    await expect(unknowns(installation.huimu, askedUnknowns(['nowhere'], {}), terminal)).rejects.toThrow(
      /nowhere/,
    );
    expect(() => askedUnknowns([], { size: '0' })).toThrow(/--size 0/);
  });

  it('is asked of some sources, not of none', async () => {
    const { status, body } = await get<ApiError>('/api/v1/unknowns');
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect((await get<Unknowns>('/api/v1/unknowns?source=guangxi')).body.entries).toBe(0);
  });

  it('is understood after a replay by a word of the installation', async () => {
    loadOwnWords(file(`themes:\n  science: [${ODD}]\n`));
    const { control, catalogue } = installation.huimu;
    const { id } = await control.start(SOURCE, { trigger: 'person', replay: true });
    expect(await control.ended(id)).toMatchObject({ status: 'succeeded', ledger: { updated: 2 } });
    expect((await get<Unknowns>(`/api/v1/unknowns?source=${SOURCE}&field=theme`)).body.values).toEqual([]);
    const found = await catalogue.statistics({ by: ['theme'], filters: { theme: ['science'] } });
    expect(found.total.entries).toBeGreaterThanOrEqual(2);
  });
});

describe('own words', () => {
  it('have the say over a word that a list has elsewhere, and are gone with the file', () => {
    loadOwnWords(file('themes:\n  living: [水利]\n'));
    onTestFinished(() => loadOwnWords(undefined));
    const owner = () => vocabulary('themes').find(({ aliases }) => aliases.includes('水利'))?.code;
    expect(owner()).toBe('living');
    loadOwnWords(undefined);
    expect(owner()).toBe('resources');
  });

  it.each([
    ['themes:\n  nothing: [甲]\n', /nothing/],
    ['themes:\n  living: [甲]\n  health: [甲]\n', /甲 = living, health/],
    ['themes:\n  living: [医疗卫生]\n', /医疗卫生 = health/],
    ['colours:\n  red: [红]\n', /colours/],
    ['- a\n', /expected/],
    ['themes: {', /words\.yaml/],
  ])('%j are refused, and say why', (text, why) => {
    expect(() => loadOwnWords(file(text))).toThrow(why);
  });
});
