/** Demands as the API takes and answers them. */
import { z } from 'zod';
import { DEMAND_STATES } from '../../../index/people/demands.ts';
import { Label } from '../label.ts';
import { RegionCode, told } from './texts.ts';

export const LeaveDemand = z.strictObject({
  need: told(500, 4).describe('What is missed; shown to all'),
  region: RegionCode.optional().describe('GB/T 2260; absent where it is of no place'),
  purpose: told(500).optional().describe('What for; shown to all'),
  contact: told(200)
    .optional()
    .describe('How to be reached: shown to holders and administrators alone, checked by nobody'),
});

export const AnswerDemand = z
  .strictObject({
    state: z.enum(DEMAND_STATES),
    resource: z.string().min(1).max(1500).optional().describe('Id of the resource that answers it'),
    text: told(2000).optional().describe('Shown to all'),
  })
  .refine(({ state, resource, text }) => state !== 'answered' || (resource ?? text) !== undefined, {
    path: ['resource'],
    message: '答复须有资源或文字 / answered wants a resource, a text or both',
  });

export const DemandAnswer = z
  .strictObject({
    id: z.string(),
    need: z.string(),
    region: z.string().nullable(),
    regionLabel: Label.nullable(),
    purpose: z.string().nullable(),
    hasContact: z.boolean().describe('Its author left a contact, which is not shown here'),
    at: z.string(),
    state: z.enum(DEMAND_STATES),
    answer: z
      .strictObject({
        resource: z.string().nullable(),
        title: z.string().nullable().describe('Of that resource, when it was named'),
        text: z.string().nullable(),
        at: z.string(),
      })
      .nullable(),
    likely: z
      .array(
        z.strictObject({
          resource: z.string(),
          title: z.string(),
          source: z.string(),
          since: z.string().describe('When it was first found likely'),
          lacking: z.array(z.string()).describe('Words of the need that it says nothing of'),
        }),
      )
      .describe('Resources that may be what is missed, the newest found first'),
    matchedUntil: z.string().nullable().describe('Entries changed up to then were held against it'),
  })
  .meta({ id: 'Demand' });

export const DemandList = z.strictObject({
  items: z.array(DemandAnswer),
  total: z.int().nonnegative(),
  cursor: z.string().nullable(),
});
export const DemandContact = z.strictObject({ contact: z.string().nullable() });
