/** What a line of an archive's file must be, as it may come from anywhere. */
import { z } from 'zod';
import { ERRORS } from '../../config/errors/errors.ts';
import { Entry } from '../../normalizer/entry.ts';
import { Decided } from '../../normalizer/identity/decisions.ts';
import { LINK_ROLES, LINK_STATES } from '../../normalizer/quality/links.ts';
import { HISTORY_KINDS } from '../history/record.ts';
import { RUN_STATUSES } from '../operations.ts';
import { CARRIED_PAPERS, type PaperKind } from '../people/papers.ts';
import { Finding, WatchDecision } from '../watch/finding.ts';
import { Watched } from '../watch/keeping.ts';
import { ARCHIVE_KINDS, type ArchivedRecord, type ArchiveKind } from './archive.ts';

const text = z.string();
const instant = z.iso.datetime();
const count = z.int().nonnegative();
const code = z.string().refine((value) => Object.hasOwn(ERRORS, value), 'no code of the table');
const problem = z.looseObject({ code, detail: text });

const RawRecord = z.looseObject({
  id: text,
  parts: z.array(z.looseObject({ role: text, mediaType: text, url: text, text })),
});

/** Members that a later program adds are kept. */
const SCHEMAS: Record<ArchiveKind, z.ZodType> = {
  runs: z.looseObject({
    id: text,
    source: text,
    slot: text,
    trigger: text,
    full: z.boolean(),
    dryRun: z.boolean(),
    status: z.enum(RUN_STATUSES),
    startedAt: instant,
    heartbeatAt: instant,
    endedAt: instant.nullable(),
    resumed: count,
    requests: z.looseObject({ list: count, detail: count, other: count }),
    ledger: z.looseObject({ listed: count, rejected: z.record(code, count), indexed: count }),
    problems: z.array(problem),
    checkpoint: z.looseObject({ batch: count, sweep: count, pages: z.array(text) }).nullable(),
  }),
  marks: z.strictObject({ run: text, localId: text, batch: z.int() }),
  rejections: z.looseObject({
    run: text,
    sequence: count,
    localId: text.nullable(),
    code,
    detail: text,
    excerpt: text,
  }),
  sources: z.looseObject({
    source: text,
    nextDue: text.nullable(),
    linksUntil: text.optional(),
    lastRun: text.nullable(),
    lastGood: text.nullable(),
    failures: count,
    problem: problem.nullable(),
    version: count,
  }),
  held: z.strictObject({
    held: z.looseObject({
      id: text,
      source: text,
      run: text,
      heldAt: instant,
      reason: problem,
      count,
      sample: z.array(z.looseObject({ id: text, title: text })),
      state: z.enum(['held', 'released', 'refused', 'superseded']),
      decidedAt: text.nullable(),
      decidedBy: text.nullable(),
    }),
    localIds: z.array(text),
  }),
  acts: z.looseObject({
    id: text,
    at: text,
    by: text,
    act: text,
    source: text.nullable(),
    run: text.nullable(),
    held: text.nullable(),
    refused: code.nullable(),
    times: count,
  }),
  uploads: z.strictObject({
    upload: z.looseObject({
      id: text,
      source: text,
      at: instant,
      by: text,
      name: text,
      mediaType: text,
      bytes: count,
      sha256: text,
      redacted: z.boolean(),
    }),
    body: z.base64(),
  }),
  watched: Watched,
  findings: z.strictObject({ generation: text.min(1), finding: Finding }),
  verdicts: WatchDecision,
  links: z.looseObject({
    id: text,
    entry: text,
    source: text,
    url: text,
    role: z.enum(LINK_ROLES),
    state: z.enum(LINK_STATES),
    status: count.nullable(),
    detail: text,
    at: instant,
    since: instant,
  }),
  papers: z.looseObject({
    kind: z.enum(CARRIED_PAPERS as [PaperKind, ...PaperKind[]]),
    id: text,
    order: text,
    tags: z.array(text),
    expiresAt: instant.nullable(),
    version: count,
    content: z.unknown(),
  }),
  entries: z.strictObject({
    entry: Entry,
    raw: RawRecord,
    region: z.string().regex(/^\d{6}$/),
    rowHash: text,
    recordHash: text,
    detailedAt: text.nullable(),
    addedIn: text,
    writtenIn: text,
    firstSeen: instant,
    changedAt: instant,
    decided: Decided.optional(),
    tombstone: z.strictObject({ removedAt: instant, resource: text }).nullable(),
  }),
  history: z.looseObject({
    id: text,
    entry: text,
    source: text,
    at: instant,
    run: text.nullable(),
    kind: z.enum(HISTORY_KINDS),
    title: text,
    region: text,
    mode: text,
    openness: text.nullable(),
    changes: z.array(z.looseObject({ field: text })),
  }),
  days: z.looseObject({
    source: text,
    region: text,
    day: z.iso.date(),
    at: instant,
    entries: count,
    resources: count,
    late: count,
    quality: z.number().optional(),
    unknown: count.optional(),
    modes: z.record(text, count),
    openness: z.record(text, count),
    parts: z.array(
      z.looseObject({ by: text, added: count, updated: count, restated: count, removed: count }),
    ),
    looked: z.looseObject({ at: instant, falling: z.array(z.tuple([text, count, z.number().optional()])) }),
  }),
};

const Line = z.strictObject({ kind: z.enum(ARCHIVE_KINDS), record: z.unknown() });

/** The record as it came, its keys in the order that they had. Throws an `Error` that says what is wrong with it. */
export function archivedRecord(value: unknown): ArchivedRecord {
  const line = Line.safeParse(value);
  if (!line.success) throw new Error(reason(line.error));
  const { kind, record } = line.data;
  const checked = SCHEMAS[kind].safeParse(record);
  if (!checked.success) throw new Error(`${kind}: ${reason(checked.error)}`);
  if (kind === 'entries') {
    const [given, full] = [record as { entry: object }, checked.data as { entry: object }];
    // Where the schema had to fill a gap, the filled one.
    if (Object.keys(full.entry).length > Object.keys(given.entry).length) {
      return { kind, record: { ...given, entry: full.entry } } as ArchivedRecord;
    }
  }
  return { kind, record } as ArchivedRecord;
}

function reason({ issues }: z.ZodError): string {
  const [issue] = issues;
  return `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
}
