/** Which snapshots go: all of thirty days stay, and of every month before the first one. Pure. */
const ALL_OF = 30;

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Of these days, ascending, those that are kept no more on `today`. */
export function expired(days: string[], today: string): string[] {
  const firsts = new Map<string, string>();
  for (const day of days) if (!firsts.has(day.slice(0, 7))) firsts.set(day.slice(0, 7), day);
  return days.filter(
    (day) => dayNumber(today) - dayNumber(day) >= ALL_OF && firsts.get(day.slice(0, 7)) !== day,
  );
}
