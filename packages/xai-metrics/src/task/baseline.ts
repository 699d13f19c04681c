import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from 'xai-base';
import { mean } from '../numbers/pearson';
import { blurred } from './blurred';
import { checkSetting } from './check-settings';
import { lastOnly } from './last-only';
import type { Samples } from './samples';

const words = ['min', 'mean', 'max', 'channelMean', 'blur'] as const;

/**
 * What stands in the place of what is absent. A number: a colour, or the id of a mask or padding token. `'min'`, `'mean'`, `'max'`: that of all elements of
 * the sample as it was given. `'channelMean'`: for each channel, its mean over the sample. `'blur'`: the sample blurred over its positions (Gaussian, of
 * standard deviation 5). A tensor of the shape of one sample: a background, such as the mean row of a table.
 */
export type Baseline = number | (typeof words)[number] | Tensor;

/**
 * @throws {ValueError} for anything else
 */
export function checkBaseline(baseline: Baseline): void {
  const isOne = Number.isFinite(baseline) || words.includes(baseline as 'mean') || baseline instanceof Tensor;
  const expected = `a finite number, ${words.map((word) => `'${word}'`).join(', ')}, or a tensor of the shape of a sample`;
  checkSetting('baseline', baseline, isOne, expected);
}

/**
 * What stands in for each feature of a sample.
 *
 * @throws {ShapeError} for a background of another shape
 * @throws {ValueError} for a blur of samples that have no positions side by side
 */
export async function readBaseline(
  baseline: Baseline,
  samples: Samples,
): Promise<(sample: number) => ArrayLike<number>> {
  if (baseline instanceof Tensor) {
    const background = await readBackground(baseline, samples);
    return () => background;
  }
  if (baseline === 'blur') {
    checkHasPositions(samples);
    return lastOnly((sample) => blurred(samples.row(sample), samples.shape));
  }
  if (baseline === 'channelMean') return lastOnly((sample) => channelMeans(samples, sample));
  const constant = (value: number) => new Float64Array(samples.size).fill(value);
  if (typeof baseline === 'number') {
    const same = constant(baseline);
    return () => same;
  }
  return lastOnly((sample) => constant(ofElements[baseline](samples.row(sample))));
}

const ofElements = {
  min: (row: ArrayLike<number>) => Array.from(row).reduce((least, value) => Math.min(least, value)),
  mean: (row: ArrayLike<number>) => mean(row),
  max: (row: ArrayLike<number>) => Array.from(row).reduce((largest, value) => Math.max(largest, value)),
};

async function readBackground(background: Tensor, { shape }: Samples): Promise<ArrayLike<number>> {
  if (String(background.shape) === String(shape)) return background.data();
  const expected = `the shape of a sample, [${shape}]`;
  const message = `baseline has shape [${background.shape}]; expected ${expected}.`;
  throw new ShapeError(message, { argument: 'baseline', value: background.shape, expected });
}

function channelMeans({ row, size, channels }: Samples, sample: number): Float64Array {
  const values = row(sample);
  const sums = new Float64Array(channels);
  for (let k = 0; k < size; k++) sums[k % channels] += values[k];
  return Float64Array.from({ length: size }, (_, k) => (sums[k % channels] * channels) / size);
}

function checkHasPositions({ shape }: Samples): void {
  if (shape.length > 1) return;
  const expected = 'images or series, [batch, ..., channels]';
  const message = `baseline is 'blur' for samples of shape [${shape}]; expected ${expected}.`;
  throw new ValueError(message, { argument: 'baseline', value: 'blur', expected });
}
