import { drawable, element, formatNumber, linearScale, text, ticks, widest } from 'svg-plots';
import type { Extent } from './layout';

/** The axis that the panels share. */
export interface TimeAxis {
  readonly xOf: (time: number) => number;
  /** Where time steps begin and, one more, where the last one ends: halfway to their neighbours. */
  readonly edges: readonly number[];
  draw(y: number): string;
}

/** An axis of times, with ticks at nice numbers. */
export function timeAxis(times: ArrayLike<number>, x: Extent): TimeAxis {
  const edges = edgesOf(times);
  const isCount = Array.from(times).every((time, step) => time === step);
  const xOf = linearScale(drawable([edges[0], edges[edges.length - 1]]), x);
  const labelled = (count: number) => {
    const marks = ticks([times[0], times[times.length - 1]], count, isCount ? 1 : 0);
    return { marks, labels: marks.map((mark) => formatNumber(mark, 12)) };
  };
  const room = (x[1] - x[0]) / (widest(labelled(5).labels, 11) + 40);
  const { marks, labels } = labelled(Math.max(1, room));
  return {
    xOf,
    edges: edges.map(xOf),
    draw: (y) => {
      const path = element('path', {
        d: marks.map((mark) => `M${xOf(mark).toFixed(2)} ${y}v5`).join(''),
        stroke: 'currentColor',
      });
      return (
        path +
        marks.map((mark, index) => text(labels[index], xOf(mark), y + 18, { anchor: 'middle', size: 11 })).join('')
      );
    },
  };
}

/** Halfway between neighbours; the first and the last step are as long on either side. A single one is of length 1. */
function edgesOf(times: ArrayLike<number>): number[] {
  const last = times.length - 1;
  if (last === 0) return [...drawable([times[0], times[0]])];
  const inner = Array.from({ length: last }, (_, step) => times[step] / 2 + times[step + 1] / 2);
  return [times[0] - (inner[0] - times[0]), ...inner, times[last] + (times[last] - inner[last - 1])];
}
