/** One exchange of a wire: what is asked, and how the text of its answer becomes a document. */
import { z } from 'zod';
import { Pattern } from './pick.ts';

/** What follows on the text of an answer, one step after the other. */
export const Step = z.union([
  /** Text → JSON value; also for a JSON string that holds JSON. */
  z.literal('json'),
  /** Text → HTML document. */
  z.literal('html'),
  /** URL-encoded form text → object. */
  z.literal('form'),
  /** JSON value → the value at this path. */
  z.strictObject({ at: z.string() }),
  /** Text → the first group of this expression (JSONP, a variable in a script). */
  z.strictObject({ match: Pattern }),
]);

export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const Request = z.strictObject({
  method: z.enum(['GET', 'POST']).default('GET'),
  url: z.string().min(1),
  query: z.record(z.string(), Scalar).default({}),
  headers: z.record(z.string(), z.string()).default({}),
  /** Header → cookie of the visit whose value it repeats at each request: how sites keep off forged ones (XSRF). */
  echo: z.record(z.string(), z.string().min(1)).default({}),
  body: z
    .strictObject({
      /** `json-under-form`: JSON text with a form's Content-Type. `percent-json`: JSON, URL-encoded as a whole, likewise. */
      as: z.enum(['json', 'form', 'json-under-form', 'percent-json']),
      content: z.record(z.string(), z.json()),
    })
    .optional(),
});

export const Answer = z.strictObject({
  /** The charset, where neither header nor page says it rightly. Otherwise: header, BOM, meta, UTF-8. */
  charset: z.string().optional(),
  decode: z.array(Step).min(1).default(['json']),
  /** The mark of a success inside a 200: the value at `path` (where it is there) is one of `values`. */
  success: z.strictObject({ path: z.string(), values: z.array(Scalar).min(1) }).optional(),
  /** Where errors stand beside the data: anything there fails the answer, whatever data it brings (GraphQL). */
  errors: z.string().optional(),
  /** Where a failed answer says why. */
  messages: z
    .array(z.string())
    .default(['message', 'msg', 'errmsg', 'resultMsg', 'custom.text', 'errors[0].message']),
});

export type Step = z.infer<typeof Step>;
export type Request = z.infer<typeof Request>;
export type Answer = z.infer<typeof Answer>;
