/** Figures by day as a small line. Days without a harvest stand as on the day before them. */
import { useSpeech } from '../../words/language.tsx';

export interface Point {
  day: string;
  value: number;
}

const DAY = 86_400_000;

interface Props {
  points: Point[];
  wide?: boolean;
  /** What the line is of, in a sentence. */
  told?: 'trend.told' | 'trend.quality.told';
}

export function Trend({ points, wide = false, told: sentence = 'trend.told' }: Props) {
  const { say, count } = useSpeech();
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return null;
  const [width, height] = wide ? [640, 110] : [96, 22];
  const from = Date.parse(first.day);
  const span = Math.max(DAY, Date.parse(last.day) - from);
  const values = points.map(({ value }) => value);
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  const x = (day: string) => ((Date.parse(day) - from) / span) * (width - 4) + 2;
  // A line that never moves lies in the middle, not on the ground.
  const y = (value: number) =>
    range === 0 ? height / 2 : height - 3 - ((value - least) / range) * (height - 6);
  const path = points
    .map(({ day, value }, at) => (at === 0 ? `M${x(day)} ${y(value)}` : `H${x(day)}V${y(value)}`))
    .join('');
  const told = say(sentence, {
    from: first.day,
    to: last.day,
    before: first.value,
    after: last.value,
  });
  return (
    <figure className={wide ? 'trend wide-trend' : 'trend'}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told} preserveAspectRatio="none">
        <title>{told}</title>
        <path
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {wide ? (
        <figcaption>
          <span>
            {first.day} <b>{count(first.value)}</b>
          </span>
          <span>
            {last.day} <b>{count(last.value)}</b>
          </span>
        </figcaption>
      ) : null}
    </figure>
  );
}
