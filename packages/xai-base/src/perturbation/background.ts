import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from '../errors';
import { describeValue } from '../messages/describe-value';
import { wrongValue } from '../messages/wrong-value';
import { sizeOf } from '../size-of';
import { blurred } from './blurred';
import { channelMeans } from './channel-means';
import type { Sample } from './features';

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

/** What is absent, made of the sample itself. */
const words = ['min', 'mean', 'max', 'channelMean', 'blur'] as const;

/**
 * What stands in the place of what is absent, for methods that hide features and for metrics that remove them:
 *
 * - a number: a colour; of texts, the id of the mask or padding token;
 * - a number for each place of the last axis: a colour of several channels, a row of a table;
 * - `'min'`, `'mean'`, `'max'` of all elements of the sample; `'channelMean'`, for each channel its mean over the sample: of series, what a segment becomes;
 * - `'blur'`: the sample blurred over its positions (Gaussian, of standard deviation 5);
 * - a tensor of one sample `[...sample]`, or of samples `[rows, ...sample]`, over which methods take the mean of the model's outputs; the same with weights;
 * - a function of the sample that says one of these.
 *
 * Missing values are left out of means, minima and maxima.
 */
export type Background =
  | number
  | readonly number[]
  | (typeof words)[number]
  | Tensor
  | WeightedRows
  | ((sample: Sample) => Background | Promise<Background>);

/**
 * Checks what can be known of a background before there is a sample.
 *
 * @param argument what it is called, for the message
 * @throws {ValueError} for what is none
 *
 * @example
 * ```ts
 * checkBackground('channelMean'); // throws nothing
 * ```
 */
export function checkBackground(background: unknown, argument = 'background'): void {
  const isOne =
    Number.isFinite(background) ||
    words.includes(background as 'mean') ||
    background instanceof Tensor ||
    typeof background === 'function' ||
    (Array.isArray(background) && background.every((value) => typeof value === 'number')) ||
    (typeof background === 'object' && background !== null && 'rows' in background && 'weights' in background);
  if (!isOne) throw noBackground(background, argument);
}

/**
 * Reads a background for one sample.
 *
 * @param argument what it is called, for messages
 * @throws {ShapeError} when it does not fit the sample
 * @throws {ValueError} for what is none, numbers that are not finite, weights that cannot be scaled to sum 1, and a blur of what has no positions side by side
 *
 * @example
 * ```ts
 * const sample = { values: new Float32Array([1, 10, 3, 30]), shape: [2, 2], dtype: 'float32' as const };
 * (await referencesOf('channelMean', sample)).rows[0]; // => [2, 20, 2, 20]
 * (await referencesOf('max', sample)).rows[0]; // => [30, 30, 30, 30]
 * ```
 */
export async function referencesOf(
  background: Background,
  sample: Sample,
  argument = 'background',
): Promise<References> {
  if (typeof background === 'function') return referencesOf(await background(sample), sample, argument);
  if (typeof background === 'number') return single(sample, [background], argument);
  if (background instanceof Tensor) return rowsOf(background, undefined, sample, argument);
  if (typeof background === 'string') return { rows: [ofSample(background, sample, argument)], weights: [1] };
  if (Array.isArray(background)) {
    const last = sample.shape[sample.shape.length - 1];
    if (background.length !== last) throw wrongShape([background.length], `one number, or ${last} of them`, argument);
    return single(sample, background, argument);
  }
  const { rows, weights } = Object(background) as WeightedRows;
  if (!(rows instanceof Tensor || Array.isArray(rows)) || !Array.isArray(weights))
    throw noBackground(background, argument);
  return rows instanceof Tensor ? rowsOf(rows, weights, sample, argument) : numberRows(rows, weights, sample, argument);
}

/** What a word says of a sample. */
function ofSample(word: (typeof words)[number], sample: Sample, argument: string): Float64Array {
  const { values, shape } = sample;
  if (word === 'blur') {
    if (shape.length > 1) return blurred(values, shape);
    const expected = 'images or series, [batch, ..., channels]';
    const message = `${argument} is 'blur' for samples of shape [${shape}]; expected ${expected}.`;
    throw new ValueError(message, { argument, value: word, expected });
  }
  if (word === 'channelMean' && shape.length > 1) {
    return tiled(channelMeans(sample), new Float64Array(values.length));
  }
  if (!words.includes(word)) throw noBackground(word, argument);
  return new Float64Array(values.length).fill(ofElements[word === 'channelMean' ? 'mean' : word](values));
}

const ofElements = {
  min: (values: Sample['values']) => over(values, Math.min),
  mean: (values: Sample['values']) => channelMeans({ values, shape: [values.length, 1] })[0],
  max: (values: Sample['values']) => over(values, Math.max),
};

function over(values: Sample['values'], better: (one: number, other: number) => number): number {
  let found = Number.NaN;
  for (const value of values) if (!Number.isNaN(value)) found = Number.isNaN(found) ? value : better(found, value);
  return found;
}

function single(sample: Sample, channels: readonly number[], argument: string): References {
  checkNumbers(channels, sample, argument);
  return { rows: [tiled(channels, new Float32Array(sample.values.length))], weights: [1] };
}

/** Fills a row with the numbers, over and over. */
function tiled<Numbers extends Float32Array | Float64Array>(numbers: readonly number[], row: Numbers): Numbers {
  for (let begin = 0; begin < row.length; begin += numbers.length) {
    for (let at = 0; at < numbers.length; at++) row[begin + at] = numbers[at];
  }
  return row;
}

async function rowsOf(
  tensor: Tensor,
  weights: readonly number[] | undefined,
  sample: Sample,
  argument: string,
): Promise<References> {
  const size = sizeOf(sample.shape);
  const own = String(tensor.shape) === String(sample.shape) ? [1, ...tensor.shape] : tensor.shape;
  if (own[0] === 0 || String(own.slice(1)) !== String(sample.shape)) {
    throw wrongShape(tensor.shape, `[rows, ${sample.shape}] or [${sample.shape}]`, argument);
  }
  const values = await tensor.data();
  checkNumbers(values, sample, argument);
  const rows = Array.from({ length: own[0] }, (_, row) => values.subarray(row * size, (row + 1) * size));
  return { rows, weights: scaled(weights ?? new Array<number>(rows.length).fill(1), rows.length, argument) };
}

function numberRows(
  rows: readonly (readonly number[])[],
  weights: readonly number[],
  sample: Sample,
  argument: string,
): References {
  const size = sizeOf(sample.shape);
  const wrong = rows.find((row) => row.length !== size);
  if (wrong) throw wrongShape([wrong.length], `rows of ${size} numbers`, argument);
  for (const row of rows) checkNumbers(row, sample, argument);
  return { rows: rows.map((row) => Float32Array.from(row)), weights: scaled(weights, rows.length, argument) };
}

/** Missing values are some where the sample's may be. */
function checkNumbers(values: ArrayLike<unknown>, { missingValues }: Sample, argument: string): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (Number.isFinite(value) || (missingValues && Number.isNaN(value))) continue;
    throw wrongPart(value, 'finite numbers', argument);
  }
}

/** Weights with sum 1. */
function scaled(weights: readonly number[], rows: number, argument: string): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const valid = weights.length === rows && weights.every((weight) => weight >= 0) && Number.isFinite(sum) && sum > 0;
  if (!valid) throw wrongPart(weights, `${rows} weights of at least 0, not all 0`, argument);
  return weights.map((weight) => weight / sum);
}

function noBackground(value: unknown, argument: string): ValueError {
  const named = words.map((word) => `'${word}'`).join(', ');
  const expected = `a number, numbers, ${named}, a tensor, { rows, weights } or a function of the sample`;
  return wrongValue(argument, value, expected);
}

function wrongShape(shape: readonly number[], expected: string, argument: string): ShapeError {
  const message = `${argument} has shape [${shape}]; expected ${expected}.`;
  return new ShapeError(message, { argument, value: shape, expected });
}

function wrongPart(value: unknown, expected: string, argument: string): ValueError {
  const message = `${argument} holds ${describeValue(value)}; expected ${expected}.`;
  return new ValueError(message, { argument, value, expected });
}
