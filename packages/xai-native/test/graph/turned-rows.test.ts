import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // gradients
import fc from 'fast-check';
import { expectAgreement } from '../support/agreement';
import { integers } from '../support/integers';
import { operatorsInBlocks } from '../support/operators';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Convolved, flattened, and multiplied by a matrix, which may lie turned; and the gradient of it. */
function flattened(filter: tf.Tensor, matrix: tf.Tensor, isTurned: boolean) {
  const network = (image: tf.Tensor) => {
    const maps = tf.relu(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid'));
    return tf.matMul(tf.reshape(maps, [image.shape[0], -1]), matrix, false, isTurned);
  };
  const slope = tf.grad((image: tf.Tensor) => tf.sum(tf.square(network(image))));
  return (image: tf.Tensor) => [network(image), slope(image)];
}

const length = (max: number) => fc.integer({ min: 1, max });

test('flattened images meet the rows of a matrix in any order that both have', () =>
  fc.assert(
    fc.asyncProperty(
      fc.tuple(length(3), length(5), length(5), length(3)),
      length(18),
      length(9),
      fc.boolean(),
      async (shape, channels, columns, isTurned) => {
        const filter = integers([1, 1, shape[3], channels], 1);
        const rows = shape[1] * shape[2] * channels;
        const matrix = integers(isTurned ? [columns, rows] : [rows, columns], 2);
        const x = integers(shape, 3);
        await expectAgreement(flattened(filter, matrix, isTurned), [x], 0);
        tf.dispose([filter, matrix, x]);
      },
    ),
    { numRuns: 40 },
  ));

test.each([
  ['a small matrix is turned once, ahead', 50, 0],
  ['of a large one there is no second copy: images are turned, and their gradients back', 5000, 2],
])('%s', (_, columns, expected) => {
  const { Transpose } = tf.tidy(() => {
    const program = flattened(integers([3, 3, 5, 16], 1), integers([4 * 4 * 16, columns], 2), false);
    return operatorsInBlocks(program, [2, 6, 6, 5]);
  });
  expect(Transpose - 2).toBe(expected); // beside that of the image, and that of its gradient
});
