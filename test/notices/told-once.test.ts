/** Whatever processes do at one time and wherever they die: nothing is lost, and what comes twice comes under one id, at most once a death. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { LEASE } from '../../notices/outbox/deliver.ts';
import { type Actor, DAY, HOUR, MINUTE, openStage, type Sent, type Stage } from './stage.ts';

type Step =
  | { kind: 'run'; source: 'a' | 'b' | 'c' }
  | { kind: 'pass'; minutes: number }
  | { kind: 'turns'; actors: { diesAt: number | null; after: boolean }[] };

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('run' as const), source: fc.constantFrom('a', 'b', 'c') }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 7, 61, 1441) }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('turns' as const),
        actors: fc.array(
          fc.record({ diesAt: fc.option(fc.integer({ min: 1, max: 9 })), after: fc.boolean() }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    },
  ),
  { minLength: 4, maxLength: 14 },
) as fc.Arbitrary<Step[]>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimu-told-once-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;

/** Plays the steps and lets a day pass in which nobody dies. */
async function played(script: Step[]): Promise<{ expected: string[]; sent: Sent[]; deaths: number }> {
  count += 1;
  const catalogue = await openSqliteCatalogue({ path: join(folder, `${count}.db`) });
  const stage = openStage(catalogue);
  const { id } = await stage.subscribe();
  await stage.actor().office.turn();
  const expected: string[] = [];
  let deaths = 0;
  for (const step of script) {
    if (step.kind === 'pass') stage.pass(step.minutes * MINUTE);
    else if (step.kind === 'run') {
      const run = await stage.ran(step.source);
      expected.push(`${id} run-failed:${run.source}:${run.id}`);
      stage.pass(1);
    } else {
      const actors = step.actors.map(({ diesAt, after }) =>
        stage.actor(diesAt === null ? {} : { diesAt, after }),
      );
      await Promise.all(actors.map(({ office }) => office.turn()));
      deaths += actors.filter(({ errors }) => errors.some((error) => /die/.test(error))).length;
    }
  }
  await calm(stage, stage.actor());
  await catalogue.close();
  return { expected, sent: stage.sent, deaths };
}

async function calm(stage: Stage, actor: Actor): Promise<void> {
  await stage.live(actor, 2 * MINUTE);
  await stage.live(actor, LEASE, LEASE);
  await stage.live(actor, 3 * HOUR, 30 * MINUTE);
  await stage.live(actor, 3 * DAY, 6 * HOUR);
}

describe('a notice', () => {
  it('is sent at least once, in one message only, which comes again at most once for each death', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { expected, sent, deaths } = await played(script);
        const messages = new Map(sent.map(({ delivery }) => [delivery.id, delivery.content.notices]));
        const told = [...messages.values()].flat();
        expect(told.toSorted()).toEqual(expected.toSorted());
        expect(sent.length - messages.size).toBeLessThanOrEqual(deaths);
        for (const { delivery } of sent) {
          expect(delivery.content.notices).toEqual(messages.get(delivery.id));
        }
      }),
      { numRuns: 20, seed: 11 },
    );
  }, 240_000);
});
