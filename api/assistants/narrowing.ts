/** What searches and figures can be narrowed to, as an assistant says it; the API itself checks the values. */
import { z } from 'zod';
import { MODES } from '../../config/registry/modes.ts';
import { EntrySchema } from '../../index/port.ts';

const values = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(20).optional();
const code = z.string().regex(/^\d{6}$/);
const text = z.string().min(1).max(200);

export const NARROWING = {
  province: values(code).describe('GB/T 2260 codes of provinces, as 330000 for 浙江'),
  city: values(code).describe('GB/T 2260 codes of cities, as 330100 for 杭州'),
  mode: values(z.enum(MODES)).describe('开放 opening, 共享 sharing, 授权运营 authorised-operation'),
  openness: values(EntrySchema.shape.openness.unwrap().shape.class),
  theme: values(text).describe('Codes of national fields, as transport or health'),
  format: values(text).describe('csv, xlsx, json, api …'),
  kind: values(EntrySchema.shape.kind),
  publisher: values(text).describe('Full names of offices, as 桂林市交通运输局'),
  modifiedYear: values(z.string().regex(/^\d{4}$/)),
};
