import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // gradients
import { neededNodes } from '../../src/graph/needed';
import { trace } from '../../src/trace/trace';
import { expectAgreement } from '../support/agreement';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shape = [2, 6, 6, 2];

/** The gradient of a maximum pool, times whether cells of an image are above a bound. */
function gradient(mask: (cells: tf.Tensor) => tf.Tensor) {
  const slope = tf.grad((cells: tf.Tensor) => tf.sum(tf.square(tf.maxPool(cells as tf.Tensor4D, 2, 2, 'valid'))));
  return (image: tf.Tensor) => {
    const cells = tf.conv2d(image as tf.Tensor4D, tf.tensor4d([1, 2, -1, -2], [1, 1, 2, 2]), 1, 'same');
    return [tf.mul(slope(cells), mask(cells))];
  };
}

/** The images that are compared with a number, by their shapes. */
function compared(mask: (cells: tf.Tensor) => tf.Tensor): string[] {
  const { outputs } = trace(gradient(mask), [{ shape, dtype: 'float32' }]);
  const comparisons = neededNodes(outputs).filter(({ op }) => op === 'Greater');
  return comparisons.map(({ outputs: [truth] }) => String(truth.shape));
}

const isAbove = (bound: number) => (cells: tf.Tensor) => tf.cast(tf.greater(cells, bound), 'float32');

test.each([
  ['where the pooled cells are above zero: asked of the maxima', isAbove(0), '2,2,3,3'],
  ['where they are above another number: asked of each cell', isAbove(0.25), '2,2,6,6'],
  ['where others are above zero: asked of each of them', (x: tf.Tensor) => isAbove(0)(tf.square(x)), '2,2,6,6'],
])('%s', async (_, mask, expected) => {
  const x = tf.randomUniform(shape, 0, 1, 'float32', 1);
  await expectAgreement(gradient(mask), [x], 1e-6);
  expect(compared(mask)).toEqual([expected]);
  x.dispose();
});
