import {
  axisBelow,
  axisBeside,
  checkLength,
  currentOptions,
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
import type { SpectralRelevance } from '../spectral-relevance';

/** The size of a picture; its height is fixed. */
export interface PlotSize {
  /** In pixels; 720 if left out. */
  readonly width?: number;
}

/** A picture. */
export interface PatternPlot {
  /**
   * A picture of its own.
   *
   * @throws {ValueError} for a width that is no number of pixels, or too small
   */
  toSVG(size?: PlotSize): string;
}

const [HEAD, PLOT, AXIS, GAP] = [24, 240, 44, 44];
const LEAST_WIDTH = 420;
/** Before the numbers of the first panel. */
const NUMBERS = 40;
const DOT = 7;

/**
 * Draws by how many strategies a class is decided: to the left the eigenvalues, with the largest gap between them, to the right a dot for each sample, near
 * those with like explanations, coloured by its cluster.
 *
 * @param analysis what `spectralRelevance` found
 * @throws {ValueError} for an option that does not exist
 *
 * @example
 * ```ts
 * const val = { shape: [4, 2], data: [1, 0, 0.9, 0, 0, 1, 0, 0.9] };
 * const analysis = await spectralRelevance([{ val }], { neighbors: 1 });
 * plotStrategies(analysis, { title: 'Eights' }).toSVG().includes('2 strategies'); // => true
 * ```
 */
export function plotStrategies(analysis: SpectralRelevance, style: { readonly title?: string } = {}): PatternPlot {
  const { title = '' } = currentOptions(style, ['title'], 'plotStrategies');
  const { strategies, clusters } = analysis;
  const sizes = clusters.map((samples, cluster) => `cluster ${cluster}: ${samples.length}`).join(', ');
  const summary = `${title ? `${title}: ` : ''}${strategies === 1 ? '1 strategy' : `${strategies} strategies`}; samples in ${sizes}.`;
  return {
    toSVG(size) {
      const { width = 720 } = currentOptions(size ?? {}, ['width'], 'toSVG');
      checkLength('width', width, LEAST_WIDTH);
      const top = topOf(title);
      const [above, below] = [top + HEAD, top + HEAD + PLOT];
      const middle = EDGE + 0.42 * (width - 2 * EDGE);
      const height = below + AXIS + EDGE;
      return picture(
        { width, height, title, summary },
        spectrum(analysis, [EDGE + NUMBERS, middle - GAP / 2], [above, below]),
        layout(analysis, [middle + GAP / 2, width - EDGE], [above, below]),
      );
    },
  };
}

type Ends = readonly [from: number, to: number];

function spectrum({ eigenvalues, strategies }: SpectralRelevance, [left, right]: Ends, [above, below]: Ends): string {
  const [x, y] = [drawable([1, eigenvalues.length]), drawable(rangeOf([0, ...eigenvalues]))];
  const [xOf, yOf] = [linearScale(x, [left + 8, right - 8]), linearScale(y, [below - 8, above + 8])];
  const dots = eigenvalues.map((value, at) =>
    element('circle', { cx: xOf(at + 1).toFixed(1), cy: yOf(value).toFixed(1), r: 4 }),
  );
  const gapAt = (xOf(strategies) + xOf(strategies + 1)) / 2;
  const gap = { d: `M${gapAt.toFixed(1)} ${above}V${below}`, stroke: 'currentColor', 'stroke-dasharray': '3 3' };
  const words = strategies === 1 ? '1 strategy' : `${strategies} strategies`;
  return [
    text('Eigenvalues and their largest gap', left - NUMBERS, above - 8, {
      weight: 'bold',
      room: right - left + NUMBERS,
    }),
    axisBelow(x, xOf, above, below),
    axisBeside(y, yOf, left, right),
    element('path', gap),
    text(words, gapAt + 6, below - 8, { size: 11 }),
    ...dots,
    text('eigenvalue', (left + right) / 2, below + 32, { anchor: 'middle', size: 11 }),
  ].join('');
}

function layout({ layout: places, clusters }: SpectralRelevance, [left, right]: Ends, [above, below]: Ends): string {
  const [xOf, yOf] = ([0, 1] as const).map((axis) => {
    const range = drawable(rangeOf(places.map((place) => place[axis])));
    return linearScale(range, axis === 0 ? [left + 10, right - 10] : [below - 10, above + 10]);
  });
  const frame = { x: left, y: above, width: right - left, height: below - above, fill: 'none', stroke: 'currentColor' };
  const pen = { stroke: 'currentColor', 'stroke-width': DOT, 'stroke-linecap': 'round', 'stroke-opacity': 0.7 };
  const drawn = clusters.map((samples, cluster) => {
    const dots = samples.map(
      (sample) => `M${xOf(places[sample][0]).toFixed(1)} ${yOf(places[sample][1]).toFixed(1)}h0`,
    );
    const name = `cluster ${cluster}: ${samples.length} samples`;
    return element(
      'g',
      inTone(lineStyle(cluster).tone),
      element('title', {}, escapeText(name)),
      element('path', { d: dots.join(''), ...pen }),
    );
  });
  const room = (right - left) / clusters.length;
  const legend = clusters.map((samples, cluster) => {
    const x = left + cluster * room;
    const swatch = { d: `M${(x + 5).toFixed(1)} ${below + 28}h0`, ...pen };
    return (
      element('path', { ...inTone(lineStyle(cluster).tone), ...swatch }) +
      text(`cluster ${cluster}: ${samples.length}`, x + 13, below + 32, { size: 11, room: room - 16 })
    );
  });
  return [
    text('Samples with like explanations', left, above - 8, { weight: 'bold', room: right - left }),
    element('rect', { ...frame, 'stroke-opacity': 0.25 }),
    ...drawn,
    ...legend,
  ].join('');
}
