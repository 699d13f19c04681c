import * as tf from '@tensorflow/tfjs-core';
import { describeBackends } from '../../../../tooling/jest/backends';
import { gradientOfFirst, masked } from '../../src/arithmetic/gradient-of-first';
import { numbers } from '../support/random';

describeBackends('the gradient of a maximum and of a minimum', () => {
  test.each([[[1, 2]], [[0]], [[3]], [[0, 3]], [[0, 1, 2, 3]]])(
    'by search and by comparisons, over axes %j',
    (axes) => {
      tf.tidy(() => {
        const shape = [2, 3, 4, 2];
        const tied = numbers(shape, 1).map((value) => Math.round(2 * value));
        const x = tf.tensor(tied, shape, 'float32');
        for (const [find, reduce] of [
          [tf.argMax, tf.max],
          [tf.argMin, tf.min],
        ] as const) {
          const y = reduce(x, axes);
          const dy = tf.tensor(numbers([y.size], 2), y.shape, 'float32');
          const gradient = gradientOfFirst(find, dy, x, y, axes);
          const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
          const order = [...kept, ...axes];
          const rows = (tensor: tf.Tensor) => tf.reshape(tf.transpose(tensor, order), [y.size, -1]);
          const difference = tf.sub(rows(gradient), masked(rows(x), dy, y));
          expect(tf.max(tf.abs(difference)).dataSync()[0]).toBe(0);
        }
      });
    },
  );
});
