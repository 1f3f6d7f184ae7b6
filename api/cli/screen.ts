/** What only people at a terminal need is loaded there: lines drawn again, and the width of what is neither Chinese nor Latin. */
import { createRequire } from 'node:module';
import type { Terminal } from './terminal.ts';

type Drawing = typeof import('log-update');
type Widths = typeof import('string-width');

const require = createRequire(import.meta.url);

/** Lines of stderr that are drawn again; undefined where they cannot be. */
export const screenOf = ({
  live,
}: Pick<Terminal, 'live'>): ReturnType<Drawing['createLogUpdate']> | undefined =>
  live ? (require('log-update') as Drawing).createLogUpdate(process.stderr) : undefined;

/** ASCII, lines and dots, Chinese characters with their marks: each as wide as it is, alone or beside others. */
const PLAIN = /^[ -~─…·—\u3001-\u3011\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
const NARROW = /[ -~─…·—]/g;

/** Columns of a terminal. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return 2 * text.length - (text.match(NARROW)?.length ?? 0);
  return (require('string-width') as Widths).default(text);
}
