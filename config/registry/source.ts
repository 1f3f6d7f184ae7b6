/** The schema of a row of `config/sources/*.yaml`: one catalogue that exists or ought to, and how to harvest it. */
import { z } from 'zod';
import { region } from '../regions.ts';
import { MODES } from './modes.ts';
import { Schedule } from './schedule.ts';

export const SOURCE_KINDS = [
  'open-platform',
  'sharing-hub',
  'operation-zone',
  'registration-platform',
  'national-exchange',
] as const;

/** An address that people and the client may follow. */
const WebAddress = z.url({
  protocol: /^https?$/,
  error: ({ code }) =>
    code === 'invalid_type' ? undefined : 'no web address: http://… or https://… / 不是网址',
});

export const Pace = z.strictObject({
  /** Requests a second that one host gets from all runs together; null is without limit (test hosts only). */
  perSecond: z.number().positive().nullable().default(2),
  /** Requests under way at one host at a time. */
  concurrency: z.int().positive().max(64).default(2),
  /** Hours of the day (China time) in which the host is left alone, as [from, to). */
  quiet: z.tuple([z.int().min(0).max(24), z.int().min(0).max(24)]).optional(),
});

export const Guard = z.strictObject({
  /** Removals by absence go through up to this share of the source's entries; beyond it they are held. */
  removeShare: z.number().min(0).max(1).default(0.1),
  /** Up to this many removals go through whatever the share. */
  removeCount: z.int().min(0).default(5),
  /** New entries come in unasked up to this share of what the source listed when it last went well; beyond it they wait for a person. */
  growShare: z.number().min(0).default(1.5),
  /** Up to this many new entries come in whatever the share. A source's first harvest has no such limit. */
  growCount: z.int().min(0).default(1_000),
  /** Further sweeps over the list when it repeats rows and so surely omits others. */
  sweeps: z.int().min(1).max(5).default(2),
  /** A run may take so long, in minutes. */
  deadlineMinutes: z.number().positive().default(360),
  /** Pages a listing may have before it counts as endless. */
  maxPages: z.int().positive().default(50_000),
});

export const Rotation = z.strictObject({
  /** Details asked again in one run though the list row has not changed. */
  perRun: z.int().min(0).default(200),
  /** Days after which an entry's detail is due again. */
  days: z.number().positive().default(30),
});

export const ChangesOnly = z.strictObject({
  /** False: every run lists everything, though the wire could list only what changed. */
  use: z.boolean().default(true),
  /** Days after which a run lists everything again, and shows whether the source honours its filter. */
  fullDays: z.number().positive().default(7),
  /** Minutes that a listing of changes reaches back behind the last one: clocks differ, and indices lag. */
  marginMinutes: z.number().min(0).default(1440),
});

/** Values of `options.from` with which nothing is asked of a network. */
const FILES: ReadonlySet<unknown> = new Set(['folder', 'upload']);

export const Harvest = z
  .strictObject({
    /** A folder of `adapters/`, or a preset of `config/families/` that names one. */
    family: z.string().min(1),
    /** Origin and context path that the family's request templates start from, without a closing slash; '' where files are all there is. */
    base: WebAddress.refine((url) => !url.endsWith('/'), 'no closing slash / 末尾不要斜线').default(''),
    /** The family's own parameters; each family checks them by its own schema. */
    options: z.record(z.string(), z.unknown()).default({}),
    /** Cron expression in China time; the default schedule of the settings where absent. */
    schedule: Schedule.optional(),
    pace: Pace.prefault({}),
    guard: Guard.prefault({}),
    rotation: Rotation.prefault({}),
    changes: ChangesOnly.prefault({}),
    tls: z
      .strictObject({
        /** Verification of the certificate, off only where the host's chain is known to be broken. */
        verify: z.boolean().default(true),
        /** Old protocol versions and ciphers allowed. */
        legacy: z.boolean().default(false),
      })
      .prefault({}),
  })
  .refine(({ base, options }) => base !== '' || FILES.has(options.from), {
    path: ['base'],
    message: 'missing; only a catalogue from a folder or from its administrator has none (`options.from`)',
  });

export const Source = z
  .strictObject({
    id: z
      .string()
      .regex(
        /^[a-z0-9]+(-[a-z0-9]+)*$/,
        'lower-case letters, digits and single hyphens / 只能是小写字母、数字和单个连字符',
      ),
    title: z.string().min(1),
    kind: z.enum(SOURCE_KINDS),
    mode: z.enum(MODES),
    /** GB/T 2260 code of the place it serves; `100000` is the country. */
    region: z
      .string()
      .refine(
        (code) => region(code) !== undefined,
        'no region has this code: six digits of GB/T 2260 / 没有这个地区代码',
      ),
    agency: z.string().optional(),
    /** The page that people open; unknown only where the row waits for its endpoint. */
    home: WebAddress.optional(),
    /** Where these facts come from. */
    evidence: z.array(z.string()).default([]),
    /** Facts a reader should know: moved, unreachable, blocked, with the month they were seen. */
    note: z.string().optional(),
    /** Honest state of a row that cannot be harvested. */
    state: z.enum(['awaiting-endpoint', 'wire-unknown']).optional(),
    harvest: Harvest.optional(),
  })
  .refine(
    (source) =>
      source.home !== undefined || source.harvest !== undefined || source.state === 'awaiting-endpoint',
    {
      message: 'missing; only a row with `state: awaiting-endpoint` or a harvest may have none',
      path: ['home'],
    },
  )
  .refine((source) => (source.harvest === undefined) !== (source.state === undefined), {
    message: 'either `harvest`, or a `state` that says why there is none',
  });

/** What no file says of a source, and people set in the catalogue. */
interface SetBeside {
  /** The schedule leaves it alone; a person may start it all the same. */
  paused?: true;
}

export type Source = z.infer<typeof Source> & SetBeside;
export type Harvest = z.infer<typeof Harvest>;
export type Pace = z.infer<typeof Pace>;
export type Guard = z.infer<typeof Guard>;
export type Rotation = z.infer<typeof Rotation>;
/** A source that can be harvested. */
export type HarvestableSource = Source & { harvest: Harvest };
