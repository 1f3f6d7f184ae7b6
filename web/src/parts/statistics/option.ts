/** A plot as ECharts draws it: flat, labelled directly, in the page's own colours. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Plot } from './plot.ts';

export interface Look {
  ink: string;
  quiet: string;
  line: string;
  paper: string;
  font: string;
  series: string[];
  width: number;
}

type Write = (value: number | null) => string;

/** Pixels of a bar with the space about it. */
const BAR = 26;
const THIN = 14;

export function heightOf({ kind, categories, series, stacked }: Plot): number {
  if (kind === 'line') return 360;
  const each = series.length === 1 || stacked ? BAR : THIN * series.length + 12;
  return Math.max(120, categories.length * each + 40);
}

const narrow = (width: number): boolean => width < 600;

/** `counts`: where nothing is, there is none. */
export function optionOf(plot: Plot, look: Look, write: Write, counts: boolean): EChartsCoreOption {
  const text = { color: look.ink, fontFamily: look.font, fontSize: 13 };
  const quiet = { ...text, color: look.quiet };
  const common = {
    animation: false,
    textStyle: text,
    color: look.series,
    tooltip: {
      trigger: plot.kind === 'line' ? 'axis' : 'item',
      confine: true,
      backgroundColor: look.paper,
      borderColor: look.line,
      textStyle: text,
      valueFormatter: (value: unknown) => write(typeof value === 'number' ? value : null),
    },
  };
  const value = {
    type: 'value',
    ...(counts ? { minInterval: 1 } : {}),
    axisLabel: { ...quiet, formatter: (at: number) => write(at).replace('.0', ''), hideOverlap: true },
    splitLine: { lineStyle: { color: look.line } },
    splitNumber: narrow(look.width) ? 2 : 5,
  };
  if (plot.kind === 'line') {
    const room = plot.series.length > 1 ? (narrow(look.width) ? 84 : 150) : 30;
    return {
      ...common,
      grid: { left: 64, right: room, top: 16, bottom: 32 },
      xAxis: {
        type: 'category',
        data: plot.categories,
        boundaryGap: false,
        axisLabel: { ...quiet, hideOverlap: true },
        axisLine: { lineStyle: { color: look.line } },
        axisTick: { show: false },
      },
      yAxis: value,
      series: plot.series.map(({ name, figures }) => ({
        type: 'line',
        name,
        data: figures.map((figure) => figure?.value ?? (counts ? 0 : null)),
        connectNulls: true,
        symbolSize: 5,
        lineStyle: { width: 2 },
        endLabel: {
          show: plot.series.length > 1,
          formatter: '{a}',
          ...text,
          color: 'inherit',
          width: room - 12,
          overflow: 'truncate',
        },
        labelLayout: { moveOverlap: 'shiftY' },
      })),
    };
  }
  const labels = labelWidth(plot.categories, narrow(look.width) ? 96 : 220);
  const last = plot.series.length - 1;
  return {
    ...common,
    grid: { left: labels + 12, right: 72, top: 8, bottom: 28 },
    xAxis: value,
    yAxis: {
      type: 'category',
      inverse: true,
      data: plot.categories,
      axisLabel: { ...text, width: labels, overflow: 'truncate' },
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
    },
    series: plot.series
      .map(({ name, figures }, place) => ({
        type: 'bar',
        name,
        data: figures.map((figure) => figure?.value ?? null),
        barCategoryGap: '28%',
        barGap: '10%',
        itemStyle: { borderColor: look.paper, borderWidth: plot.stacked ? 1 : 0 },
        ...(plot.stacked ? { stack: 'whole' } : {}),
        label: {
          ...text,
          fontSize: 12,
          position: 'right',
          show: !plot.stacked,
          formatter: ({ value: each }: { value?: unknown }) => (typeof each === 'number' ? write(each) : ''),
        },
        z: 2 + (place === last ? 1 : 0),
      }))
      .concat(plot.stacked ? [wholes(plot, text, write) as never] : []),
  };
}

/** Pixels that the longest name takes, if there is room: CJK characters are square, others about half as wide. */
function labelWidth(names: string[], most: number): number {
  const widths = names.map((name) => [...name].reduce((sum, one) => sum + (one > '\u2e7f' ? 13 : 7.5), 0));
  return Math.min(most, Math.max(...widths) + 4);
}

/** The whole of each stacked bar, said at its end. */
const wholes = (plot: Plot, text: object, write: Write) => ({
  type: 'bar',
  name: '',
  stack: 'whole',
  silent: true,
  data: plot.wholes.map(() => 0),
  tooltip: { show: false },
  label: {
    ...text,
    fontSize: 12,
    show: true,
    position: 'right',
    formatter: ({ dataIndex }: { dataIndex: number }) => write(plot.wholes[dataIndex]?.value ?? null),
  },
});
