/** What a command speaks through: results to stdout, progress and remarks to stderr, in the person's language. */
import { stripVTControlCharacters } from 'node:util';
import type { Language } from '../language.ts';

export interface Terminal {
  language: Language;
  /** Results as JSON, for programs. */
  json: boolean;
  /** stderr is a terminal of known width, whose lines can be drawn again. */
  live: boolean;
  /** stdout is a terminal: emphasis may be shown. */
  styled: boolean;
  /** Columns of the terminal. */
  width: number;
  /** The words of the person's language. */
  say(zh: string, en: string): string;
  /** A line of the result. */
  out(line: string): void;
  /** A line beside the result. */
  note(line: string): void;
}

export function openTerminal(options: { lang?: string | undefined; json?: boolean | undefined }): Terminal {
  const { env, stdout, stderr } = process;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const language =
    options.lang === 'en' || options.lang === 'zh' ? options.lang : locale.startsWith('en') ? 'en' : 'zh';
  return {
    language,
    json: options.json ?? false,
    live: stderr.isTTY === true && stderr.columns > 0 && !env.CI,
    styled: stdout.isTTY === true && !env.NO_COLOR,
    width: stderr.columns || stdout.columns || 160,
    say: (zh, en) => (language === 'zh' ? zh : en),
    out: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
  };
}

/** Harvested text on one line, without what could steer a terminal. */
export const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();

export const thousands = (count: number): string => count.toLocaleString('en-US');

/** Milliseconds as 950 ms, 12.3 s or 4 min 05 s. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
