import {
  axisBeside,
  drawable,
  EDGE,
  element,
  escapeText,
  inTone,
  linearScale,
  lineStyle,
  picture,
  rangeOf,
  text,
  topOf,
} from 'svg-plots';
import type { MetricCurve } from '../table/metric-curve';
import { type MetricPlot, spoken, widthOf } from './frame';
import { legendBelow } from './lines';
import { type Panel, panelsOf } from './panels';

const [HEAD, PLOT] = [24, 170];
/** Numbers before a panel. */
const NUMBERS = 46;
const LEAST_PANEL = 220;

/** The curves of all methods by a metric. */
export interface Chart {
  readonly name: string;
  readonly curves: readonly MetricCurve[];
}

/** What stands below the panels. */
export interface AxisBelow {
  readonly height: number;
  draw(chart: Chart, xOf: (place: number) => number, above: number, below: number): string;
}

/** A panel a metric, with the mean curve of each method and the interval around it. */
export function drawCharts(
  charts: readonly Chart[],
  methods: readonly string[],
  { title, summary, axis }: { title: string; summary: string; axis: AxisBelow },
): MetricPlot {
  return {
    toSVG(size) {
      const width = widthOf(size, 2 * EDGE + LEAST_PANEL);
      const height = HEAD + PLOT + axis.height;
      const panels = panelsOf(charts.length, { width, margin: 0, least: LEAST_PANEL, top: topOf(title), height });
      const drawn = charts.map((chart, index) => chartAt(panels[index], chart, methods, axis));
      const legend = legendBelow(methods, panels[panels.length - 1].top + height, width);
      const frame = { width, height: legend.bottom + EDGE, title, summary: spoken(title, summary) };
      return picture(frame, ...drawn, legend.drawn);
    },
  };
}

function chartAt({ left, right, top }: Panel, chart: Chart, methods: readonly string[], axis: AxisBelow): string {
  const { name, curves } = chart;
  const drawnCurves = curves.flatMap((curve) => (curve.count > 0 ? [...curve.mean, ...curve.low, ...curve.high] : []));
  const range = drawable(rangeOf([0, ...drawnCurves.filter(Number.isFinite)]));
  const [above, below] = [top + HEAD, top + HEAD + PLOT];
  const xOf = linearScale([0, 1], [left + NUMBERS, right - 8]);
  const yOf = linearScale(range, [below, above]);
  const point = (x: number, y: number) => `${xOf(x).toFixed(2)} ${yOf(y).toFixed(2)}`;
  const lines = curves.map(({ places, mean, low, high, count }, method) => {
    if (count === 0 || !mean.every(Number.isFinite)) return '';
    const { tone, dash } = lineStyle(method);
    const upper = Array.from(places, (place, k) => point(place, high[k]));
    const lower = Array.from(places, (place, k) => point(place, low[k])).reverse();
    const middle = Array.from(places, (place, k) => point(place, mean[k]));
    const hasInterval = low.every(Number.isFinite) && high.every(Number.isFinite);
    const band = { d: `M${[...upper, ...lower].join('L')}Z`, fill: 'currentColor', 'fill-opacity': 0.14 };
    const line = { d: `M${middle.join('L')}`, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, ...dash };
    return element(
      'g',
      { ...inTone(tone), 'data-method': methods[method], 'data-metric': name },
      element('title', {}, escapeText(methods[method])),
      hasInterval ? element('path', band) : '',
      element('path', line),
    );
  });
  return [
    text(name, left, top + 13, { weight: 'bold', room: right - left }),
    axisBeside(range, yOf, xOf(0), xOf(1)),
    axis.draw(chart, xOf, above, below),
    ...lines,
  ].join('');
}
