/** A line of days with a mark for each at which something happened; what happened stands in the list beneath. */
import { useSpeech } from '../../../words/language.tsx';

export function DateLine({ times }: { times: string[] }) {
  const { instant } = useSpeech();
  const points = [...new Set(times)].map((iso) => Date.parse(iso)).sort((one, other) => one - other);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const said = (at: number) => instant(new Date(at).toISOString());
  const sameDay = said(first).slice(0, 10) === said(last).slice(0, 10);
  const end = (at: number) => (sameDay ? said(at) : said(at).slice(0, 10));
  return (
    <div className="date-line" aria-hidden="true">
      <svg height="14" width="100%" aria-hidden="true">
        <line x1="0" x2="100%" y1="7" y2="7" />
        {points.map((at) => (
          <circle key={at} cx={`${1 + ((at - first) / (last - first)) * 98}%`} cy="7" r="4" />
        ))}
      </svg>
      <span>{end(first)}</span>
      <span>{end(last)}</span>
    </div>
  );
}
