/** A part of `npm run misbehaviours` that is tried each time: three wires of different make, all that lists can do wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rig } from '../harvester/rig.ts';
import { CONTENT_FAULTS, TRANSPORT_FAULTS } from '../sources/misbehave.ts';
import { ROWS, type Row, showsFirst } from './rows.ts';
import { subjects } from './subjects.ts';
import { openSubject, type Subject, tryFirst, tryRow } from './trial.ts';

const all = subjects();
const named = (name: string): Subject => all.find((each) => each.name === name) as Subject;

describe.each([
  ['guizhou-unified', showsFirst],
  ['dcat', showsFirst],
  ['ckan, details', ({ details }: Row) => details === true],
] as const)('%s', (name, chosen) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openSubject(named(name));
    expect((await rig.harvest()).status).toBe('succeeded');
  });
  afterAll(() => rig.close());

  it.each(ROWS.filter(chosen).map((row) => [row.name, row] as const))('%s', async (_, row) => {
    expect((await tryRow(rig, name, row)).wrong).toEqual([]);
  });
});

it.each(['empty', 'undeclared', 'short'] as const)('a first harvest with %s', async (what) => {
  for (const row of ROWS.filter(({ faults }) => faults.some((fault) => fault.what === what))) {
    expect((await tryFirst(named('ckan'), row)).wrong).toEqual([]);
  }
});

it('every fault that a server can play stands in a row', () => {
  const played = new Set(ROWS.flatMap(({ faults }) => faults.map(({ what }) => what)));
  // Tried where the client is, at its own cost of memory.
  const elsewhere = new Set(['oversize', 'gzip-bomb']);
  const missing = [...CONTENT_FAULTS, ...TRANSPORT_FAULTS].filter(
    (what) => !played.has(what) && !elsewhere.has(what),
  );
  expect(missing).toEqual([]);
});
