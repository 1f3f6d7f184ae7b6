/** How dark a tile is: five steps with about as many places in each, so that one large place hides no other. */
export const STEPS = 5;

export interface Shades {
  /** Lowest and highest figure of each step that has places, the lightest first. */
  steps: { step: number; from: number; to: number }[];
  /** 1 to `STEPS`; 0 where there is nothing. */
  of(figure: number): number;
}

export function shadesOf(figures: Iterable<number>): Shades {
  const sorted = [...figures].filter((figure) => figure > 0).sort((one, other) => one - other);
  const lows = Array.from({ length: STEPS }, (_, step) => sorted[Math.floor((step * sorted.length) / STEPS)]);
  const of = (figure: number): number =>
    figure > 0 ? lows.filter((low) => low !== undefined && low <= figure).length : 0;
  const steps = new Map<number, { step: number; from: number; to: number }>();
  for (const figure of sorted) {
    const step = of(figure);
    const known = steps.get(step);
    steps.set(step, { step, from: known?.from ?? figure, to: figure });
  }
  return { steps: [...steps.values()], of };
}
