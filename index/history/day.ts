/** Figures of a source on a day, kept from its first harvest on. */
import type { OPENNESS } from '../../normalizer/entry.ts';

/** How an entry says it is open; `unstated` where it says nothing. */
export type OpennessGroup = (typeof OPENNESS)[number] | 'unstated';

/** What one run, or a person's word on held deletions, did to the entries. */
export interface DayPart {
  /** Id of the run or of the held deletions. */
  by: string;
  added: number;
  updated: number;
  /** By a replay: the source said the same. */
  restated: number;
  removed: number;
}

/** How a source's entries stand. */
export interface Standing {
  entries: number;
  resources: number;
  /** Entries that are late against their own cycle, with the grace that quality gives (`dueOf`). */
  late: number;
  /** Mean score at the end of the day, 0–100; without addresses that were asked. Absent where none was reckoned. */
  quality?: number;
  /** Entries with a value that was not understood. Absent where none were counted. */
  unknown?: number;
  modes: Record<string, number>;
  openness: Partial<Record<OpennessGroup, number>>;
}

/** On that day so many become late, and their scores fall by so many points together. */
export type Falling = [day: string, late: number, points?: number];

/** A source at the end of its last run of a day. */
export interface DayFigures extends Standing {
  source: string;
  /** GB/T 2260 code of the place that the source serves. */
  region: string;
  /** Of China (UTC+8), `2026-03-01`. */
  day: string;
  /** When they were counted last, ISO 8601. */
  at: string;
  /** All of the day that wrote, in order: what was added, updated and removed adds up over them. */
  parts: DayPart[];
  /** When the entries themselves were last looked at, and what the days to come will do to them. */
  looked: { at: string; falling: Falling[] };
}

/** Of a day what a small line is drawn of. */
export type DayLine = Pick<DayFigures, 'source' | 'day' | 'entries' | 'late'>;

/** What a run's end adds: the figures as they are now, and its own part. */
export type DayNote = Omit<DayFigures, 'parts'> & { part: DayPart };

/** The day with the note in it: the newer figures count, each part once. */
export function withNote(day: DayFigures | undefined, { part, ...figures }: DayNote): DayFigures {
  const others = day?.parts.filter(({ by }) => by !== part.by) ?? [];
  const parts = [...others, part];
  return day !== undefined && day.at > figures.at ? { ...day, parts } : { ...figures, parts };
}

const CHINA_MS = 8 * 3_600_000;

/** The day in China at that instant (ms). */
export const chinaDay = (ms: number): string => new Date(ms + CHINA_MS).toISOString().slice(0, 10);

/** An instant (ISO 8601) as people in China read it: `2026-03-01 09:30`. */
export function chinaTime(instant: string): string {
  const local = new Date(Date.parse(instant) + CHINA_MS).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}

/** The last millisecond of that day in China. */
export const endOfChinaDay = (day: string): number => Date.parse(day) + 86_400_000 - CHINA_MS - 1;
