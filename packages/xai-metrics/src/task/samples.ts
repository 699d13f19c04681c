import type { Tensor } from '@tensorflow/tfjs-core';
import { checkInput } from 'xai-base';

/** The values of a batch of samples. */
export interface Samples {
  /** How many there are. */
  readonly batch: number;
  /** The shape of one. */
  readonly shape: readonly number[];
  /** How many features one has: its elements. */
  readonly size: number;
  /** How many of them a position has; 1 in tables and texts, `[batch, features]`. */
  readonly channels: number;
  readonly dtype: Tensor['dtype'];
  /** The features of one sample, channels last. */
  row(sample: number): ArrayLike<number>;
}

/** Reads and checks the input of a task. */
export async function readSamples(input: Tensor): Promise<Samples> {
  await checkInput(input);
  const [batch, ...shape] = input.shape;
  const size = input.size / batch;
  const values = await input.data();
  return {
    batch,
    shape,
    size,
    channels: shape.length > 1 ? shape[shape.length - 1] : 1,
    dtype: input.dtype,
    row: (sample) => values.subarray(sample * size, (sample + 1) * size),
  };
}
