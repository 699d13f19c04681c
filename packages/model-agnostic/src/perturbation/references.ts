import { Tensor } from '@tensorflow/tfjs-core';
import { describeValue, ShapeError, ValueError } from 'xai-base';
import { type Sample, sizeOf } from './features';

/** Samples that stand in for what is hidden, each of the size of the explained one, and their weights (with sum 1). */
export interface References {
  readonly rows: readonly ArrayLike<number>[];
  readonly weights: ArrayLike<number>;
}

/** Rows of data with a weight each, such as {@link summarize} makes. */
export interface WeightedRows {
  /** A tensor `[rows, ...sample]`, or the numbers of each row. */
  readonly rows: Tensor | readonly (readonly number[])[];
  /** One weight a row. */
  readonly weights: readonly number[];
}

/**
 * What stands in for hidden features: one number; a number for each place of the last axis (a colour, a row of a
 * table); a tensor of samples `[rows, ...sample]` or of one sample `[...sample]`, over which the mean of the model's outputs is taken; the
 * same with weights; or a function of the sample.
 */
export type Background =
  | number
  | readonly number[]
  | Tensor
  | WeightedRows
  | ((sample: Sample) => Background | Promise<Background>);

/**
 * Reads a background for one sample.
 *
 * @throws {ShapeError} when it does not fit the sample
 * @throws {ValueError} for numbers that are not finite, or weights that cannot be scaled to sum 1
 */
export async function referencesOf(background: Background, sample: Sample): Promise<References> {
  if (typeof background === 'function') return referencesOf(await background(sample), sample);
  if (typeof background === 'number') return single(sample, () => background, [background]);
  if (background instanceof Tensor) return rowsOf(background, undefined, sample);
  if (Array.isArray(background)) {
    const last = sample.shape[sample.shape.length - 1];
    if (background.length !== last) throw wrongShape([background.length], `one number, or ${last} of them`);
    return single(sample, (element) => background[element % last], background);
  }
  const { rows, weights } = Object(background) as WeightedRows;
  if (!(rows instanceof Tensor || Array.isArray(rows)) || !Array.isArray(weights)) throw noBackground(background);
  return rows instanceof Tensor ? rowsOf(rows, weights, sample) : numberRows(rows, weights, sample);
}

function single(sample: Sample, valueAt: (element: number) => number, given: readonly number[]): References {
  checkNumbers(given, sample);
  return { rows: [Float32Array.from(sample.values, (_, element) => valueAt(element))], weights: [1] };
}

async function rowsOf(tensor: Tensor, weights: readonly number[] | undefined, sample: Sample): Promise<References> {
  const size = sizeOf(sample.shape);
  const own = String(tensor.shape) === String(sample.shape) ? [1, ...tensor.shape] : tensor.shape;
  if (own[0] === 0 || String(own.slice(1)) !== String(sample.shape)) {
    throw wrongShape(tensor.shape, `[rows, ${sample.shape}] or [${sample.shape}]`);
  }
  const values = await tensor.data();
  checkNumbers(values, sample);
  const rows = Array.from({ length: own[0] }, (_, row) => values.subarray(row * size, (row + 1) * size));
  return { rows, weights: scaled(weights ?? new Array<number>(rows.length).fill(1), rows.length) };
}

function numberRows(rows: readonly (readonly number[])[], weights: readonly number[], sample: Sample): References {
  const size = sizeOf(sample.shape);
  const wrong = rows.find((row) => row.length !== size);
  if (wrong) throw wrongShape([wrong.length], `rows of ${size} numbers`);
  for (const row of rows) checkNumbers(row, sample);
  return { rows: rows.map((row) => Float32Array.from(row)), weights: scaled(weights, rows.length) };
}

/** Missing values are some where the sample's may be. */
function checkNumbers(values: ArrayLike<unknown>, { missingValues }: Sample): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (Number.isFinite(value) || (missingValues && Number.isNaN(value))) continue;
    throw wrongValue(value, 'finite numbers');
  }
}

/** Weights with sum 1. */
function scaled(weights: readonly number[], rows: number): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const valid = weights.length === rows && weights.every((weight) => weight >= 0) && Number.isFinite(sum) && sum > 0;
  if (!valid) throw wrongValue(weights, `${rows} weights of at least 0, not all 0`);
  return weights.map((weight) => weight / sum);
}

function noBackground(value: unknown): ValueError {
  const expected = 'a number, numbers, a tensor, { rows, weights } or a function of the sample';
  const message = `background is ${describeValue(value)}; expected ${expected}.`;
  return new ValueError(message, { argument: 'background', value, expected });
}

function wrongShape(shape: readonly number[], expected: string): ShapeError {
  const message = `background has shape [${shape}]; expected ${expected}.`;
  return new ShapeError(message, { argument: 'background', value: shape, expected });
}

function wrongValue(value: unknown, expected: string): ValueError {
  const message = `background holds ${describeValue(value)}; expected ${expected}.`;
  return new ValueError(message, { argument: 'background', value, expected });
}
