import { type Tensor, tile } from '@tensorflow/tfjs-core';

/**
 * A row for each sample, where the model leaves open how many there are.
 *
 * @param value of one sample, or of all
 * @param shape of the input
 */
export function repeated(value: Tensor, samples: number, [rows]: readonly number[] = []): Tensor {
  if (value.rank === 0 || (rows ?? 0) > 0 || value.shape[0] !== 1 || samples === 1) return value;
  return tile(value, [samples, ...value.shape.slice(1).map(() => 1)]);
}
