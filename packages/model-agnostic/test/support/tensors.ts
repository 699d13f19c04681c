import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Background, Sample } from '../../src';
import { type Case, numbersOf } from './fixtures';

/** The image or series of a case as a batch of one, channels last. */
export function inputOf({ input, params }: Case): Tensor {
  const values = numbersOf(input) as Float32Array;
  if (params.axisLabels?.[0] !== 'channels') return tensor(values, [1, ...input.shape]);
  const [channels, height, width] = input.shape;
  const moved = values.map((_, index) => values[(index % channels) * height * width + Math.floor(index / channels)]);
  return tensor(moved, [1, height, width, channels]);
}

/** What DIANNA fills a series with: `'mean'` is one mean of all channels. */
export function fillOf(fill: 'mean' | number): Background {
  return fill === 'mean'
    ? ({ values }: Sample) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
    : fill;
}
