/** The week that a digest is of: of China, Monday to Sunday; told from Monday at eight in the morning on. Pure. */
import { chinaDay } from '../../index/history/day.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const CHINA = 8 * 3_600_000;
/** 1970-01-05 was a Monday. */
const MONDAY = 4 * DAY;

export interface Week {
  /** Its Monday and its Sunday, `2026-11-23`. */
  from: string;
  until: string;
  /** Instants: its beginning, and the end, which is not in it any more. */
  begin: string;
  end: string;
}

/** The last whole week that may be told at that instant (ms). Eight in China is midnight in UTC. */
export function lastWeek(now: number): Week {
  const monday = Math.floor((now - MONDAY) / WEEK) * WEEK + MONDAY;
  const [begin, end] = [monday - WEEK - CHINA, monday - CHINA];
  return {
    from: chinaDay(begin),
    until: chinaDay(end - DAY),
    begin: new Date(begin).toISOString(),
    end: new Date(end).toISOString(),
  };
}
