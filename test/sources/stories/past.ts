/** The stories' past, oldest first: who was harvested when, how much it had then, and what it took off before. */
import type { Story } from './story.ts';

export interface Step {
  /** So long before now. */
  months: number;
  platforms: {
    source: string;
    /** Of what it has now. */
    share: number;
    /** Ids of what it does not have any more. */
    gone: string[];
  }[];
}

/** `goneAt`: ids of a platform's things with the months before now at which each was taken off. The last step is now. */
export function stepsOf(
  stories: readonly Story[],
  goneAt: (platform: string) => { id: string; until: number }[],
): Step[] {
  const harvests = stories.flatMap(({ past }) => {
    if (past === undefined) return [];
    const { months, every, platforms } = past;
    const times = Math.ceil(months / every);
    return Object.entries(platforms).flatMap(([source, first]) =>
      Array.from({ length: times }, (_, at) => ({
        source,
        months: months - at * every,
        share: first + ((1 - first) * at) / times,
      })),
    );
  });
  const last = [...new Set(harvests.map(({ source }) => source))].map((source) => ({
    ...{ source, months: 0, share: 1 },
  }));
  const byMonth = Map.groupBy([...harvests, ...last], ({ months }) => months);
  return [...byMonth]
    .sort(([one], [other]) => other - one)
    .map(([months, each]) => ({
      months,
      platforms: each.map(({ source, share }) => ({
        ...{ source, share },
        gone: goneAt(source)
          .filter(({ until }) => until >= months)
          .map(({ id }) => id),
      })),
    }));
}
