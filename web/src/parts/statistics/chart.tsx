/** The picture of a table, drawn by parts of ECharts; loaded when it is first shown. The same figures stand in the table. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ApiTable } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { useFigures } from './figures.ts';
import { heightOf, type Look, optionOf } from './option.ts';
import { MOST_SERIES, type Plot } from './plot.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, LabelLayout, SVGRenderer]);

function lookOf(box: HTMLElement): Look {
  const style = getComputedStyle(box);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    quiet: token('--ink-3'),
    line: token('--line'),
    paper: token('--paper'),
    font: style.fontFamily,
    series: Array.from({ length: MOST_SERIES }, (_, at) => token(`--series-${at + 1}`)),
    width: box.clientWidth,
  };
}

interface Props {
  plot: Plot;
  measure: ApiTable['measure'];
  /** What it shows, for those who do not see it. */
  name: string;
  open: (query: string) => void;
}

export default function Chart({ plot, measure, name, open }: Props) {
  const { say } = useSpeech();
  const { write } = useFigures(measure);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ write, open });
  latest.current = { write, open };
  useEffect(() => {
    const element = box.current as HTMLDivElement;
    const chart: ECharts = init(element, null, { renderer: 'svg' });
    const draw = () => {
      chart.resize();
      const said = { enabled: true, label: { description: name } };
      chart.setOption(
        { ...optionOf(plot, lookOf(element), latest.current.write, measure.unit === 'count'), aria: said },
        true,
      );
    };
    draw();
    chart.on('click', ({ seriesIndex, dataIndex }) => {
      const query = plot.series[seriesIndex ?? -1]?.figures[dataIndex]?.query;
      if (query !== undefined) latest.current.open(query);
    });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      dark.removeEventListener('change', draw);
      chart.dispose();
    };
  }, [plot, name, measure.unit]);
  return (
    <figure className="chart">
      {plot.kind === 'bar' && plot.series.length > 1 ? (
        <ul className="legend small">
          {plot.series.map(({ name: series }, at) => (
            <li key={series}>
              <i style={{ background: `var(--series-${at + 1})` }} />
              {series}
            </li>
          ))}
        </ul>
      ) : null}
      <div ref={box} role="img" aria-label={name} style={{ height: heightOf(plot) }} />
      {plot.more ? <figcaption className="quiet small">{say('statistics.drawn')}</figcaption> : null}
    </figure>
  );
}
