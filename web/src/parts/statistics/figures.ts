/** How figures of a measure are written. */
import type { ApiTable } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

export type Figure = ApiTable['total'];

export function useFigures({ unit }: ApiTable['measure']) {
  const { say, count } = useSpeech();
  const write = (value: number | null): string => {
    if (value === null) return '—';
    if (unit === 'count') return count(value);
    return unit === 'share' ? `${(value * 100).toFixed(1)}%` : value.toFixed(1);
  };
  /** What stands behind a figure. */
  const behind = ({ entries, resources, of }: Figure): string =>
    [
      say('statistics.behind', { entries, resources }),
      ...(of === undefined ? [] : [say('statistics.of', { n: of })]),
    ].join(say('statistics.join'));
  return { write, behind };
}
