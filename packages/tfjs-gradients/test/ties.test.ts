import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../tooling/jest/backends';
import { maxPoolGradient, poolingAxes } from '../src';
import { differentiate } from '../src/differentiate';
import { random } from './support/random';

/** Numbers with many ties: 0, 1 and 2. */
function tied(shape: number[], seed: number): tf.Tensor {
  const next = random(seed);
  return tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => Math.floor(3 * next())),
    shape,
  );
}

/** The gradient of a 3-D maximum pooling with padding same, by the definition. */
function naive(x: number[][][][][], dy: number[][][][][], size: number, stride: number): number[] {
  const lengths = [x[0].length, x[0][0].length, x[0][0][0].length];
  const before = lengths.map((n) => Math.floor(Math.max(0, (Math.ceil(n / stride) - 1) * stride + size - n) / 2));
  const gradient = tf.tidy(() => tf.zerosLike(tf.tensor(x)).arraySync()) as number[][][][][];
  dy.forEach((volume, b) => {
    volume.forEach((plane, od) => {
      plane.forEach((row, oh) => {
        row.forEach((cell, ow) => {
          cell.forEach((weight, c) => {
            let best: [number, number, number] | undefined;
            for (let index = 0; index < size ** 3; index++) {
              const offsets = [Math.floor(index / size ** 2), Math.floor(index / size) % size, index % size];
              const at = [od, oh, ow].map((o, axis) => o * stride + offsets[axis] - before[axis]);
              if (at.some((position, axis) => position < 0 || position >= lengths[axis])) {
                continue;
              }
              const [d, h, w] = at;
              if (!best || x[b][d][h][w][c] > x[b][best[0]][best[1]][best[2]][c]) {
                best = [d, h, w];
              }
            }
            gradient[b][best![0]][best![1]][best![2]][c] += weight;
          });
        });
      });
    });
  });
  return gradient.flat(4);
}

describeBackends('ties', () => {
  test('the first of equal cells takes all: overlapping windows of an even image', () => {
    tf.tidy(() => {
      const x = tf.ones([1, 3, 3, 1]);
      const { gradient } = differentiate((image) => tf.maxPool(image as tf.Tensor4D, 2, 1, 'valid'), x);
      expect(Array.from(gradient.dataSync())).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 0]);
    });
  });

  test.each([
    [2, 2],
    [3, 2],
    [3, 1],
    [2, 3],
  ])('pools of size %d and stride %d', (size, stride) => {
    tf.tidy(() => {
      for (const shape of stride > size
        ? [[2, 1, 5, 4, 3]]
        : [
            [2, 1, 5, 4, 3],
            [1, 4, 3, 5, 2],
          ]) {
        const x = tied(shape, size * 10 + stride);
        const isImage = shape[1] === 1;
        const input = isImage ? tf.reshape(x, [shape[0], ...shape.slice(2)]) : x;
        const f = (image: tf.Tensor) =>
          isImage
            ? tf.maxPool(image as tf.Tensor4D, size, stride, 'same')
            : tf.maxPool3d(image as tf.Tensor5D, size, stride, 'same');
        const { value, gradient, cotangent } = differentiate(f, input, (y) => tied(y.shape, 5));
        const axes = poolingAxes(input.shape, { filterSize: size, strides: stride, pad: 'same' });
        const dy = isImage ? tf.expandDims(cotangent, 1) : cotangent;
        const expected = naive(x.arraySync() as number[][][][][], dy.arraySync() as number[][][][][], size, stride);
        expect(Array.from(gradient.dataSync())).toEqual(expected);
        expect(Array.from(maxPoolGradient(cotangent, input, value, axes).dataSync())).toEqual(expected);
      }
    });
  });

  test('maximum and minimum over axes', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([
        [1, 2, 2],
        [2, 0, 0],
      ]);
      const gradientOf = (f: (x: tf.Tensor) => tf.Tensor) => differentiate(f, x).gradient.arraySync();
      expect(gradientOf((y) => tf.max(y))).toEqual([
        [0, 1, 0],
        [0, 0, 0],
      ]);
      expect(gradientOf((y) => tf.max(y, 1))).toEqual([
        [0, 1, 0],
        [1, 0, 0],
      ]);
      expect(gradientOf((y) => tf.max(y, 0))).toEqual([
        [0, 1, 1],
        [1, 0, 0],
      ]);
      expect(gradientOf((y) => tf.min(y))).toEqual([
        [0, 0, 0],
        [0, 1, 0],
      ]);
      expect(gradientOf((y) => tf.min(y, 1))).toEqual([
        [1, 0, 0],
        [0, 1, 0],
      ]);
    });
  });

  test('kinks: zero at the kink of abs, relu and relu6, one at the ends of clip', () => {
    tf.tidy(() => {
      const at = (f: (x: tf.Tensor) => tf.Tensor, values: number[]) =>
        Array.from(differentiate(f, tf.tensor1d(values)).gradient.dataSync());
      expect(at(tf.abs, [-1, 0, 1])).toEqual([-1, 0, 1]);
      expect(at(tf.relu, [-1, 0, 1])).toEqual([0, 0, 1]);
      expect(at(tf.relu6, [0, 3, 6, 7])).toEqual([0, 1, 0, 0]);
      expect(at((x) => tf.clipByValue(x, -1, 1), [-2, -1, 0, 1, 2])).toEqual([0, 1, 1, 1, 0]);
      expect(at((x) => tf.pow(x, 0), [0, 2])).toEqual([0, 0]);
      expect(at((x) => tf.prod(x), [0, 2, 3])).toEqual([6, 0, 0]);
    });
  });
});
