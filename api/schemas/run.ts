/** Runs, their ledgers, rejections and held deletions as the API answers them. */
import { z } from 'zod';
import { RUN_STATUSES } from '../../index/operations.ts';
import { Code, Problem } from './error.ts';

const count = z.int().nonnegative();

export const LedgerAnswer = z
  .strictObject({
    declared: count.nullable(),
    listed: count,
    duplicate: count,
    detailed: count,
    unchanged: count,
    added: count,
    updated: count,
    rejected: z.partialRecord(Code, count),
    withheld: count,
    removed: count,
    indexedBefore: count,
    indexed: count,
    visible: count,
  })
  .meta({ id: 'Ledger' });

export const Requests = z.strictObject({ list: count, detail: count, other: count }).meta({ id: 'Requests' });

export const RunAnswer = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    sourceTitle: z.string(),
    slot: z.string(),
    trigger: z.enum(['schedule', 'person', 'demo']),
    full: z.boolean(),
    dryRun: z.boolean(),
    replay: z.boolean().describe('Read what is kept again, asking the source for nothing'),
    changesSince: z
      .string()
      .nullable()
      .describe('It asked only for what changed since then; null where it listed everything'),
    status: z.enum(RUN_STATUSES),
    startedAt: z.string(),
    heartbeatAt: z.string(),
    endedAt: z.string().nullable(),
    resumed: count,
    requests: Requests,
    ledger: LedgerAnswer,
    rejected: count.describe('Rejected records in all'),
    problems: z.array(Problem),
  })
  .meta({ id: 'Run' });

export const RunList = z.strictObject({ items: z.array(RunAnswer), cursor: z.string().nullable() });

export const RejectionList = z.strictObject({
  items: z.array(
    z.strictObject({
      sequence: count,
      localId: z.string().nullable(),
      code: Code,
      message: z.string(),
      detail: z.string(),
      excerpt: z.string().describe('Start of what the source said: show as text'),
    }),
  ),
  cursor: z.string().nullable(),
});

export const HeldAnswer = z
  .strictObject({
    id: z.string(),
    kind: z
      .enum(['deletions', 'growth'])
      .describe('Entries not listed any more, or more new ones than come in without a person'),
    source: z.string(),
    sourceTitle: z.string(),
    run: z.string(),
    heldAt: z.string(),
    reason: Problem,
    count,
    sample: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    state: z.enum(['held', 'released', 'refused', 'superseded']),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: 'HeldDeletions' });

export const HeldList = z.strictObject({ items: z.array(HeldAnswer) });
/** What is held, by name, in the order in which it was missed. */
export const HeldNames = z.strictObject({
  items: z.array(
    z.strictObject({
      entry: z.string().nullable().describe('Id of the entry; null of a new one, which is not there yet'),
      localId: z.string().describe("The source's own identifier"),
      title: z.string().describe('Empty where it is not known'),
      publisher: z.string().nullable(),
      changedAt: z.string().nullable().describe('When the entry was changed last'),
    }),
  ),
  cursor: z.string().nullable(),
});
/** What became of a decision; `removed` counts the entries that went. */
export const HeldDecision = z.strictObject({ held: HeldAnswer, removed: count });

/** `data` of the `progress` events at /api/v1/events. */
export const ProgressEvent = z
  .strictObject({
    run: z.string(),
    source: z.string(),
    status: z.enum(RUN_STATUSES),
    ledger: LedgerAnswer,
    requests: Requests,
    at: z.string(),
  })
  .meta({ id: 'ProgressEvent' });
