import type { Tensor } from '@tensorflow/tfjs-core';

export { randomTensor, rejection } from '../../../../tooling/jest/tensors';

/** The values of a tensor; frees it. */
export function take(values: Tensor): Float32Array {
  const read = Float32Array.from(values.dataSync());
  values.dispose();
  return read;
}

/** Expects two lists of numbers to be equal, up to a share of the largest. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1e-6, ...Array.from(expected, Math.abs));
  const worst = Math.max(...Array.from(expected, (value, index) => Math.abs(value - actual[index])));
  expect(worst).toBeLessThanOrEqual(tolerance * scale); // NaN is not
}
