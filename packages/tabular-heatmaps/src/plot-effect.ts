import { currentOptions, shapeError, valueError } from 'svg-plots';
import { checkKeys } from 'xai-base';
import type { TablePlot } from './plot-beeswarm';
import { effectToSvg } from './svg/effect';

/** How outputs depend on a feature, as `partialDependence` and `accumulatedLocalEffects` (model-agnostic) find it. */
export interface Effect {
  /** Values of the feature, ascending. */
  readonly grid: readonly number[];
  /** What the outputs are there, `[grid][outputs]`. */
  readonly outputs: readonly (readonly number[])[];
}

/** Options of {@link plotEffect}. */
export interface EffectOptions {
  readonly title?: string;
  /** The name of the feature. */
  readonly xLabel?: string;
  /** What the lines show: `effect`, if left out. */
  readonly yLabel?: string;
  /** The names of all outputs; `output 0`, ... if left out. */
  readonly outputNames?: readonly string[];
  /** Which outputs are drawn, by index; all if left out. */
  readonly outputs?: readonly number[];
  /** The feature's values in the rows of a table: short lines on the axis say where there are any. NaN is passed over. */
  readonly rug?: ArrayLike<number>;
}

const known = ['title', 'xLabel', 'yLabel', 'outputNames', 'outputs', 'rug'];

/**
 * Draws how a model's outputs depend on a feature over a whole table, a line an output: partial dependence, or accumulated local effects, which are right
 * also where features are correlated.
 *
 * @throws {ShapeError} for a grid and outputs of different lengths
 * @throws {ValueError} for numbers that are not finite, an option that does not exist or is none
 * @see D. W. Apley, J. Zhu: Visualizing the Effects of Predictor Variables in Black Box Supervised Learning Models (2020)
 *
 * @example
 * ```ts
 * const plot = plotEffect({ grid: [20, 40, 60], outputs: [[0.1], [0.4], [0.3]] }, { xLabel: 'age', rug: [22, 41, 58] });
 * plot.toSVG().includes('output 0: from 0.1 to 0.3'); // => true
 * ```
 */
export function plotEffect(effect: Effect, options: EffectOptions = {}): TablePlot {
  const {
    title = '',
    xLabel = '',
    yLabel = 'effect',
    rug = [],
    ...rest
  } = currentOptions(options, known, 'plotEffect');
  checkEffect(effect);
  const count = effect.outputs[0].length;
  const { outputNames = Array.from({ length: count }, (_, output) => `output ${output}`) } = rest;
  const { outputs = [...outputNames.keys()] } = rest;
  if (!(Array.isArray(outputNames) && outputNames.length === count))
    throw valueError('outputNames', outputNames, `${count} names, one an output`);
  const isOutput = (output: unknown) =>
    Number.isInteger(output) && (output as number) >= 0 && (output as number) < count;
  if (!(Array.isArray(outputs) && outputs.length > 0 && outputs.every(isOutput)))
    throw valueError('outputs', outputs, `indices of outputs, 0 to ${count - 1}`);
  for (const [name, text] of Object.entries({ title, xLabel, yLabel })) {
    if (typeof text !== 'string') throw valueError(name, text, 'a string');
  }
  const lines = outputs.map((output) => ({
    name: outputNames[output],
    values: effect.outputs.map((row) => row[output]),
  }));
  const drawn = { title, xLabel, yLabel, grid: [...effect.grid], lines, rug: Array.from(rug).filter(Number.isFinite) };
  return { toSVG: (size) => effectToSvg(drawn, size) };
}

function checkEffect({ grid, outputs, ...others }: Effect): void {
  checkKeys(others, ['counts'], 'effect');
  if (!(Array.isArray(grid) && grid.length > 0 && grid.every(Number.isFinite)))
    throw valueError('effect.grid', grid, 'finite numbers, one or more');
  if (!(Array.isArray(outputs) && outputs.length === grid.length))
    throw shapeError(
      'effect.outputs',
      [outputs?.length ?? 0],
      `[${grid.length}, outputs], as the grid has ${grid.length} values`,
    );
  const count = outputs[0].length;
  const wrong = outputs.findIndex((row) => row.length !== count || !row.every(Number.isFinite));
  if (wrong >= 0 || count === 0)
    throw valueError(
      `effect.outputs[${Math.max(0, wrong)}]`,
      outputs[Math.max(0, wrong)],
      `${Math.max(1, count)} finite numbers`,
    );
}
