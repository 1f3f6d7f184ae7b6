/** Says on the terminal what an administrator should be told. */
import type { Tell } from '../tell.ts';
import type { Terminal } from './terminal.ts';

export const teller =
  ({ say, note }: Terminal): Tell =>
  (zh, en, code) =>
    note(`${say(zh, en)}${code === null ? '' : ` (${code})`}`);
