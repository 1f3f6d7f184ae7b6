import { z } from 'zod';
import { WAYS } from '../../answers/entry/getting-steps.ts';
import { resourceIri } from '../../standards/base.ts';
import { AS_OF, CITED, tool } from '../tool.ts';
import { RESOURCE_ID, resourceOf } from './resource.ts';

const Way = z.strictObject({
  catalogue: z.string(),
  way: z.enum(WAYS),
  steps: z.array(z.string()).describe('In order'),
  page: z.string().optional().describe('Where to begin'),
  downloads: z.array(z.string()),
  conditions: z.string().optional(),
  price: z.string().optional().describe('As stated; the ceiling where no actual price is stated'),
  contact: z.string().optional().describe('An office line or mailbox'),
});

export const getting = tool({
  name: 'how_to_get_dataset',
  title: { zh: '怎样取得数据', en: 'How to get the data' },
  description: {
    zh: '逐步说明怎样取得：下载、接口、申请、共享或向运营机构购买，每个供给一种办法。',
    en: 'Step by step how the data is got from each catalogue that offers it: download, interface, application, sharing, or an operator at a price.',
  },
  input: z.strictObject({ id: RESOURCE_ID, language: z.enum(['zh', 'en']).default('zh') }),
  output: z.strictObject({ ...AS_OF, id: z.string(), title: z.string(), ...CITED, ways: z.array(Way) }),
  async run({ id, language }, asking) {
    const found = await resourceOf(asking, id);
    return {
      asOf: found.registeredOn,
      id: found.id,
      title: found.lead.entry.title,
      citation: found.citation[language],
      url: resourceIri(asking.base, found.id),
      ways: found.offers.map(({ entry, source, getting: { way, steps } }) => {
        const { openness, sharing, operation, contact } = entry;
        const conditions = openness?.conditions ?? sharing?.conditions ?? operation?.applicationConditions;
        const price = operation?.actualPrice?.raw ?? operation?.ceilingPrice?.raw;
        const reached = contact?.phone ?? contact?.email;
        return {
          catalogue: source.title,
          way,
          steps: steps.map((step) => step[language]),
          ...(entry.landingPage !== undefined && { page: entry.landingPage }),
          downloads: entry.distributions.flatMap(({ downloadUrl = [] }) => downloadUrl),
          ...(conditions !== undefined && { conditions }),
          ...(price !== undefined && { price }),
          ...(reached !== undefined && { contact: reached }),
        };
      }),
    };
  },
});
