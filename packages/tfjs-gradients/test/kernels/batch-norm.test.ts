import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { useWasm } from '../../src/wasm';
import { relativeError } from '../support/close';
import { numbers, randomTensor } from '../support/random';

beforeAll(async () => {
  await useWasm();
});

const shape: [number, number, number, number] = [2, 32, 32, 32]; // large enough to be computed by broadcasting

/** The normalization of numbers far from zero, on one backend. */
async function normalized(backend: string, hasScale: boolean, hasOffset: boolean): Promise<Float32Array> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const x = tf.add(randomTensor(shape, 1), 100) as tf.Tensor4D;
    const mean = tf.tensor1d(numbers([32], 2).map((value) => 100 + value));
    const variance = tf.tensor1d(numbers([32], 3).map((value) => 1.1 + value));
    const [scale, offset] = [4, 5].map((seed) => tf.tensor1d(numbers([32], seed)));
    const y = tf.batchNorm(x, mean, variance, hasOffset ? offset : undefined, hasScale ? scale : undefined, 1e-3);
    return y.dataSync() as Float32Array;
  });
}

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('of a large image equals that of the cpu backend: scale %s, offset %s', async (hasScale, hasOffset) => {
  const expected = await normalized('cpu', hasScale, hasOffset);
  const actual = await normalized('wasm', hasScale, hasOffset);
  expect(relativeError(actual, expected)).toBeLessThan(1e-5);
});

test.each(['cpu', 'wasm'])('of another axis than the last, on %s', async (backend) => {
  await tf.setBackend(backend);
  const values = tf.tidy(() => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]);
    const along = (numbers: number[]) => tf.tensor4d(numbers, [1, 2, 1, 1]);
    const y = tf.batchNorm(x, along([1, 5]), along([4, 16]), along([10, 20]), along([2, 3]), 0);
    return Array.from(y.dataSync());
  });
  expect(values).toEqual([10, 11, 12, 13, 20, 20.75, 21.5, 22.25]);
});
