import { z } from 'zod';
import { resourceIri } from '../../standards/base.ts';
import type { ApiResource } from '../../types.ts';
import { AS_OF, type Asking, CITED, tool } from '../tool.ts';
import { Offer, offerOf } from './offer.ts';

export const RESOURCE_ID = z.string().min(1).max(1500).describe('`id` of a search result');

/** Offers that are told in full, the lead first. */
const MOST_OFFERS = 10;

export const resourceOf = ({ get }: Asking, id: string): Promise<ApiResource> =>
  get(`/api/v1/resources/${encodeURIComponent(id)}`) as Promise<ApiResource>;

export const resource = tool({
  name: 'get_dataset',
  title: { zh: '查看一个资源', en: 'One resource' },
  description: {
    zh: '一个资源的全部供给：谁提供、数据项、格式、更新、登记情况。',
    en: 'A resource with every catalogue that offers it: who, data items, formats, dates, registration.',
  },
  input: z.strictObject({ id: RESOURCE_ID }),
  output: z.strictObject({
    ...AS_OF,
    id: z.string(),
    ...CITED,
    offers: z.array(Offer).describe('The one that speaks for it first'),
    offersLeft: z.int().describe('Offers that are not told here'),
    registrations: z.array(
      z.strictObject({
        code: z.string().optional(),
        registrant: z.string().optional(),
        state: z.string().optional(),
        validUntil: z.string().optional(),
      }),
    ),
  }),
  async run({ id }, asking) {
    const found = await resourceOf(asking, id);
    return {
      asOf: found.registeredOn,
      id: found.id,
      citation: found.citation.zh,
      url: resourceIri(asking.base, found.id),
      offers: found.offers.slice(0, MOST_OFFERS).map(offerOf),
      offersLeft: Math.max(0, found.offers.length - MOST_OFFERS),
      registrations: found.registrations.map(({ registration, state, validUntil }) => ({
        ...(registration.code !== undefined && { code: registration.code }),
        ...(registration.registrant !== undefined && { registrant: registration.registrant.name }),
        ...(state !== undefined && { state }),
        ...(validUntil !== undefined && { validUntil }),
      })),
    };
  },
});
