import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // gradients
import { neededNodes } from '../../src/graph/needed';
import { trace } from '../../src/trace/trace';
import { expectAgreement } from '../support/agreement';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const shape = [2, 6, 3];

/** The gradient of a maximum over cells, times whether cells are above a bound. */
function gradient(mask: (cells: tf.Tensor) => tf.Tensor, isUsedTwice = false) {
  const slope = tf.grad((cells: tf.Tensor) => tf.sum(tf.square(tf.max(cells, 1))));
  return (image: tf.Tensor) => {
    const filter = tf.tensor3d([1, -1, -1, 1, 1, -1, -1, 1, -2], [1, 3, 3]); // of its last channel, none is above zero
    const cells = tf.conv1d(image as tf.Tensor3D, filter, 1, 'same'); // the axes lie as the maximum takes them
    const back = slope(cells);
    return [tf.mul(back, mask(cells)), ...(isUsedTwice ? [back] : [])];
  };
}

/** The shapes of what is compared with a number. */
function compared(program: (image: tf.Tensor) => tf.Tensor[]): string[] {
  const { outputs } = trace(program, [{ shape, dtype: 'float32' }]);
  const comparisons = neededNodes(outputs).filter(({ op }) => op === 'Greater');
  return comparisons.map(({ outputs: [truth] }) => String(truth.shape));
}

const isAbove = (bound: number | tf.Tensor) => (cells: tf.Tensor) => tf.cast(tf.greater(cells, bound), 'float32');
const rows = [0, 0.1, -0.1, 0, 0.1, 0].map((bound) => [bound]);

test.each([
  ['where the largest cells are above a number: asked of these alone', gradient(isAbove(0.1)), '6'],
  ['where others are: asked of these at the same places', gradient((x) => isAbove(0.04)(tf.square(x))), '6'],
  ['where a row has a number of its own: asked of each cell', gradient((x) => isAbove(tf.tensor2d(rows))(x)), '2,6,3'],
  ['where it is needed without the mask, too: asked of each cell', gradient(isAbove(0.1), true), '2,6,3'],
])('%s', async (_, program, expected) => {
  const x = tf.randomUniform(shape, 0, 1, 'float32', 1);
  await expectAgreement(program, [x], 1e-6);
  const [found] = compared(program);
  expect(found.split(',').sort()).toEqual(expected.split(',').sort()); // however the axes lie
  x.dispose();
});
