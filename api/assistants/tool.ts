/** A tool for an assistant: a question to the public API, and what of the answer an assistant needs. */
import { z } from 'zod';
import type { Label } from '../../config/words.ts';

export type Query = Record<string, string | number | readonly string[] | undefined>;

export interface Asking {
  /** GET of the public API, as the assistant's reader would ask. Throws `Refused` where it answers with a problem. */
  get(path: string, query?: Query): Promise<unknown>;
  /** What addresses that are given out begin with, without closing slash. */
  base: string;
}

/** The API's own words for why it does not answer. */
export class Refused extends Error {}

export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  title: Label;
  description: Label;
  input: Input;
  output: Output;
  run(input: z.output<Input>, asking: Asking): Promise<z.output<Output>>;
}

/** Checks that the parts of a tool fit each other. */
export const tool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  made: Tool<Input, Output>,
): Tool<Input, Output> => made;

export const AS_OF = { asOf: z.string().describe('The instant that this answer holds for') };

export const CITED = {
  citation: z.string().describe('Ready to be quoted, with the day and the address'),
  url: z.string().describe('Its page in this catalogue'),
};
