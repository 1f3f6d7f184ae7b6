/** A tool for an assistant: a question to the public API, and what of its answer an assistant needs. */
import { z } from 'zod';

/** Asks the public API as the assistant's reader would: a GET of this address. Throws what the API answers as a problem. */
export type Ask = (path: string, query?: Query) => Promise<unknown>;
export type Query = Record<string, string | number | readonly string[] | undefined>;

export interface Asking {
  ask: Ask;
  /** What addresses that are given out begin with, without closing slash. */
  base: string;
}

export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  /** What it answers, for whom, in Chinese and English. */
  description: string;
  input: Input;
  output: Output;
  run(input: z.output<Input>, asking: Asking): Promise<z.input<Output>>;
}

/** Keeps the types of its parts together. */
export const tool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  made: Tool<Input, Output>,
): Tool<Input, Output> => made;

/** How something is cited: who, what, where it was published, where it can be read again. */
export const Citation = z.strictObject({
  text: z.string().describe('Ready to be quoted'),
  url: z.string().describe('Its page in this catalogue'),
  source: z.string().describe('The catalogue that it comes from'),
  sourceUrl: z.string().optional().describe('Its page there'),
  retrieved: z.string().describe('When this catalogue last saw it change'),
});

/** The instant an answer holds for: every answer has one. */
export const AS_OF = { asOf: z.string().describe('The instant that this answer holds for') };
