import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { differentiate } from '../../src/differentiate';
import { inner } from '../support/close';
import { randomTensor } from '../support/random';

/** For a linear f: <f(x), dy> = <x, gradient> for every x, not only for the one it was taken at. */
function expectAdjoint(f: (x: tf.Tensor) => tf.Tensor, shape: number[]): void {
  tf.tidy(() => {
    const { gradient, cotangent } = differentiate(f, tf.zeros(shape), (y) => randomTensor(y.shape, 9));
    expect(gradient.shape).toEqual(shape);
    for (const seed of [1, 2, 3]) {
      const x = randomTensor(shape, seed);
      const [left, right] = [inner(f(x).dataSync(), cotangent.dataSync()), inner(x.dataSync(), gradient.dataSync())];
      expect(Math.abs(left - right)).toBeLessThan(1e-5 * Math.sqrt(cotangent.size * x.size));
    }
  });
}

const t4 = (x: tf.Tensor) => x as tf.Tensor4D;
const t5 = (x: tf.Tensor) => x as tf.Tensor5D;

describeBackends('adjoints of linear operations', (backend) => {
  test('average pools of every geometry', () => {
    for (const size of [1, 2, 3, [2, 4]] as (number | [number, number])[]) {
      for (const stride of [1, 2, 3]) {
        for (const pad of [
          'same',
          'valid',
          1,
          [
            [0, 0],
            [0, 1],
            [1, 0],
            [0, 0],
          ],
        ] as const) {
          if (size === 1 && typeof pad !== 'string') {
            continue; // a window of padding only has no average
          }
          const explicit = pad as 'same' | 'valid';
          expectAdjoint(
            (x) => tf.avgPool(t4(x), size, stride, explicit, pad === 1 ? 'floor' : undefined),
            [2, 5, 6, 2],
          );
        }
      }
    }
    expectAdjoint((x) => tf.avgPool(t4(x), 2, 2, 0, 'ceil'), [1, 3, 5, 2]);
  });

  test('3-D average pools and convolutions', () => {
    for (const stride of [1, 2] as const) {
      for (const pad of ['same', 'valid'] as const) {
        expectAdjoint((x) => tf.avgPool3d(t5(x), [2, 3, 2], stride, pad), [1, 4, 5, 3, 2]);
        const filter = randomTensor([2, 3, 2, 2, 3], 4);
        expectAdjoint((x) => tf.conv3d(t5(x), t5(filter), stride, pad), [2, 4, 5, 3, 2]);
        expectAdjoint((w) => tf.conv3d(t5(randomTensor([2, 4, 5, 3, 2], 4)), t5(w), stride, pad), [2, 3, 2, 2, 3]);
        expectAdjoint((x) => tf.conv3d(t5(x), t5(filter), 1, pad, 'NDHWC', [2, 1, 2]), [1, 4, 5, 3, 2]);
        filter.dispose();
      }
    }
  });

  test('transposed convolutions', () => {
    for (const [size, stride, pad] of [
      [3, 2, 'same'],
      [2, 3, 'valid'],
      [3, 1, 'same'],
      [1, 2, 'valid'],
    ] as const) {
      const length = pad === 'same' ? 4 * stride - (stride > 1 ? 1 : 0) : 3 * stride + size;
      const filter = randomTensor([size, size, 3, 2], 5);
      const transposed = (y: tf.Tensor, w: tf.Tensor) =>
        tf.conv2dTranspose(t4(y), t4(w), [1, length, length, 3], stride, pad);
      expectAdjoint((y) => transposed(y, filter), [1, 4, 4, 2]);
      expectAdjoint((w) => transposed(randomTensor([1, 4, 4, 2], 6), w), [size, size, 3, 2]);
      filter.dispose();
    }
  });

  test('resizing, also to the same and to one pixel', () => {
    for (const size of [
      [7, 4],
      [3, 5],
      [1, 1],
      [2, 9],
    ] as [number, number][]) {
      for (const [align, half] of [
        [false, false],
        [true, false],
        [false, true],
      ]) {
        expectAdjoint((x) => tf.image.resizeBilinear(t4(x), size, align, half), [2, 3, 5, 2]);
        expectAdjoint((x) => tf.image.resizeNearestNeighbor(t4(x), size, align, half), [2, 3, 5, 2]);
      }
    }
  });

  test('convolutions with the channels first', () => {
    if (backend === 'wasm') {
      return; // wasm knows channels last only
    }
    const filter = randomTensor([3, 2, 2, 3], 7);
    for (const pad of [
      'same',
      [
        [0, 0],
        [0, 0],
        [1, 2],
        [0, 1],
      ],
    ] as ('same' | never)[]) {
      expectAdjoint((x) => tf.conv2d(t4(x), t4(filter), 2, pad, 'NCHW'), [2, 2, 5, 6]);
      expectAdjoint((w) => tf.conv2d(t4(randomTensor([2, 2, 5, 6], 8)), t4(w), 2, pad, 'NCHW'), [3, 2, 2, 3]);
    }
    filter.dispose();
  });
});
