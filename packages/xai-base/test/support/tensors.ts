import type { Tensor } from '@tensorflow/tfjs-core';

export { randomTensor, rejection } from '../../../../tooling/jest/tensors';

/** The values of a tensor as nested arrays; frees it. */
export function take(values: Tensor): unknown {
  const read = values.arraySync();
  values.dispose();
  return read;
}

/** Expects two tensors to have equal shapes and nearly equal values; frees them. */
export function expectClose(actual: Tensor, expected: Tensor, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  const scale = Math.max(1e-6, ...Array.from(b, Math.abs));
  expect(Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index])), 0)).toBeLessThan(tolerance * scale);
  actual.dispose();
  expected.dispose();
}
