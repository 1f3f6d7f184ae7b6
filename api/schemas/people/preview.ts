/** Previews as the API takes and answers them. */
import { z } from 'zod';
import { MODES } from '../../../config/registry/modes.ts';
import { SOURCE_KINDS } from '../../../config/registry/source.ts';
import { AnsweredEntry } from '../entry.ts';
import { Problem } from '../error.ts';
import { Label } from '../label.ts';

export const AskPreview = z.strictObject({
  url: z.string().trim().min(1).max(2000).describe('http(s) address of the platform or of its interface'),
  family: z.string().min(1).max(60).optional().describe('Ask as this family only'),
});

const Part = z.strictObject({ role: z.string(), mediaType: z.string(), url: z.string(), text: z.string() });

const Proposed = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    kind: z.enum(SOURCE_KINDS),
    mode: z.enum(MODES),
    region: z.string().describe('GB/T 2260; 100000 where the title names no place'),
    home: z.string(),
    evidence: z.array(z.string()),
    harvest: z.strictObject({
      family: z.string(),
      base: z.string(),
      options: z.record(z.string(), z.string()).optional(),
      tls: z
        .strictObject({ verify: z.literal(false), legacy: z.literal(true) })
        .partial()
        .optional(),
    }),
  })
  .describe('The same as JSON, for POST /api/v1/sources once a person has looked at it');

export const PreviewAnswer = z
  .strictObject({
    family: z.string().nullable().describe('What it speaks; null where nothing was recognised'),
    base: z.string().nullable(),
    alternatives: z.array(z.string()).describe('Families that answer as well: a person chooses'),
    title: z.string().nullable(),
    region: z.string().nullable(),
    declared: z.int().nonnegative().nullable().describe('Records, as the source says'),
    items: z
      .array(
        z.strictObject({
          id: z.string().nullable(),
          entry: AnsweredEntry.nullable().describe('As it would become; null where it would be refused'),
          place: Label.nullable().describe('What the entry would be of'),
          raw: z.array(Part).describe('What the source said, masked: show as text, never as markup'),
          refused: Problem.extend({ excerpt: z.string() }).nullable(),
        }),
      )
      .describe('The first records, as listed'),
    problems: z.array(Problem),
    row: z.string().nullable().describe('YAML: the row to hand in'),
    proposed: Proposed.nullable(),
  })
  .meta({ id: 'Preview' });
