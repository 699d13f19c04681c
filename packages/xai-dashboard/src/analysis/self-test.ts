import * as tf from '@tensorflow/tfjs-core';
import { differentiate } from 'tfjs-gradients';

/** How far an engine may be off, relative to the largest number. */
const TOLERANCE = 1e-4;

/**
 * What a few kernels make of fixed numbers: convolutions, pooling, products of matrices, softmax, sums, and the gradients of all these. An engine
 * that is off here is off in explanations.
 */
export async function kernelNumbers(): Promise<Float32Array> {
  const numbers = tf.tidy(() => {
    const image = wave([2, 12, 12, 3], 0.37);
    const [first, second, dense] = [wave([3, 3, 3, 8], 0.61), wave([3, 3, 8, 2], 0.23), wave([400, 5], 0.11)];
    const model = (x: tf.Tensor) => {
      const convolved = tf.relu(tf.conv2d(x as tf.Tensor4D, first as tf.Tensor4D, 1, 'valid')); // [2, 10, 10, 8]
      const deep = tf.depthwiseConv2d(convolved, second as tf.Tensor4D, 1, 'same');
      const pooled = tf.maxPool(tf.sub(deep, tf.mean(deep)) as tf.Tensor4D, 2, 2, 'same'); // [2, 5, 5, 16]
      return tf.softmax(tf.div(tf.matMul(tf.reshape(pooled, [2, -1]), dense as tf.Tensor2D), 10));
    };
    const { gradient } = differentiate((x) => tf.slice(model(x), [0, 1], [2, 1]), image);
    return tf.concat([tf.reshape(model(image), [-1]), tf.reshape(gradient, [-1])]);
  });
  const values = await numbers.data<'float32'>();
  numbers.dispose();
  return values;
}

/** Numbers between -1 and 1 without a pattern that a kernel could get right by chance. */
function wave(shape: number[], step: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, at) => Math.sin(step * at * at + at)),
    shape,
  );
}

/** What is wrong with an engine's numbers, if anything. */
export function deviation(found: Float32Array, expected: Float32Array): string | undefined {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const off = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at])), 0);
  const isRight = found.length === expected.length && off <= TOLERANCE * largest; // NaN is not
  return isRight
    ? undefined
    : `its numbers are off by ${off.toPrecision(2)}, where ${largest.toPrecision(2)} is the largest`;
}
