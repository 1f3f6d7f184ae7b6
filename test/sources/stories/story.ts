/** What the demonstration's country tells beside what is in order, as `stories.yaml` has it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CONTENT_FAULTS, TRANSPORT_FAULTS } from '../misbehave.ts';

const Fault = z.strictObject({
  what: z.enum([...CONTENT_FAULTS, ...TRANSPORT_FAULTS]),
  status: z.int().optional(),
  to: z.url().optional(),
});

const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** What a platform must have for it beside what is generated. */
const Prop = z.strictObject({
  title: z.string(),
  description: z.string().optional(),
  publisher: z.string().optional(),
  themes: z.array(z.string()).optional(),
  issued: z.string().optional(),
  modified: z.string().optional(),
  frequency: z.string().optional(),
  openness: z.string().optional(),
  formats: z.array(z.string()).optional(),
  /** Label → words. */
  extras: z.record(z.string(), z.string()).optional(),
  /** So many months ago its platform took it off; it is there to this day where absent. */
  until: z.int().nonnegative().optional(),
});
export type Prop = z.infer<typeof Prop>;

/** Harvests of the past: the first so many months ago, and every so many months from then on. */
const Past = z.strictObject({
  months: z.int().positive(),
  every: z.int().positive(),
  /** Platform → the share of what it has now that it had at first. */
  platforms: z.record(z.string(), z.number().positive().max(1)),
});

const Demand = z.strictObject({
  need: z.string(),
  region: z.string(),
  purpose: z.string(),
  /** The title of the resource that answers it, and what its holder says. */
  answer: z.strictObject({ title: z.string(), text: z.string() }).optional(),
});

export const Story = z.strictObject({
  words,
  /** What its page says of it, word for word. */
  sees: words,
  source: z.string().optional(),
  /** Its page, in place of the source's; `{run}` stands for the source's last run. */
  address: z.string().startsWith('/').optional(),
  /** Its page is the resource of this title, in place of the source's. */
  title: z.string().optional(),
  /** What else must be played for it. */
  needs: z.array(z.string()).default([]),
  /** What goes wrong at the source from the first harvest on. */
  faults: z.array(Fault).default([]),
  /** For a second harvest. */
  later: z.array(Fault).default([]),
  /** The source is harvested in the past alone. */
  missed: z.boolean().default(false),
  props: z.record(z.string(), z.array(Prop)).default({}),
  past: Past.optional(),
  demands: z.array(Demand).default([]),
});
export type Story = z.infer<typeof Story>;

export const STORIES: readonly Story[] = z
  .array(Story)
  .parse(parse(readFileSync(new URL('./stories.yaml', import.meta.url), 'utf8')));

/** Those whose platforms are all there. */
export function toldWith(played: ReadonlySet<string>): Story[] {
  return STORIES.filter(({ source, needs, props, past }) =>
    [source ?? [], needs, Object.keys(props), Object.keys(past?.platforms ?? {})]
      .flat()
      .every((id) => played.has(id)),
  );
}
