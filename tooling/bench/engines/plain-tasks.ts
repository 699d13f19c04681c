import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../networks/function-network';
import type { Tasks } from './tasks';

/** The gradient of the most activated output of each sample, by `tf.grad`. */
function gradientOf(model: Network, points: tf.Tensor): tf.Tensor {
  return tf.grad((x) => tf.sum(tf.max(model.apply(x) as tf.Tensor, 1)))(points);
}

/**
 * The mean over the points that an augmentation makes of each sample, of the gradient of the output that the clean
 * sample activates most.
 *
 * @param points `[batch, copies, ...]`
 */
function meanGradient(model: Network, input: tf.Tensor, points: tf.Tensor): tf.Tensor {
  const [batch, copies, ...shape] = points.shape;
  const clean = model.predict(input) as tf.Tensor;
  const classes = clean.shape[1]!;
  const mask = tf.tile(tf.oneHot(tf.expandDims(tf.argMax(clean, 1), 1), classes), [1, copies, 1]);
  const masks = tf.reshape(mask, [batch * copies, classes]);
  const gradient = tf.grad((x) => tf.sum(tf.mul(model.apply(x) as tf.Tensor, masks)));
  return tf.mean(tf.reshape(gradient(tf.reshape(points, [batch * copies, ...shape])), points.shape), 1);
}

/** The tasks in plain TensorFlow.js, for the engine without the packages of this workspace. */
export const plainTasks: Tasks = {
  forward: (model) => (input) => {
    tf.tidy(() => void (model.predict(input) as tf.Tensor).dataSync());
  },
  gradient: (model) => (input) => {
    tf.tidy(() => void gradientOf(model, input).dataSync());
  },
  'integrated-gradients': (model, steps) => (input) => {
    tf.tidy(() => {
      const places = tf.linspace(0.5 / steps, 1 - 0.5 / steps, steps);
      const points = tf.mul(tf.expandDims(input, 1), tf.reshape(places, [1, steps, ...input.shape.slice(1).fill(1)]));
      tf.mul(input, meanGradient(model, input, points)).dataSync();
    });
  },
  'smooth-grad': (model, draws) => (input) => {
    tf.tidy(() => {
      const noise = tf.randomNormal([input.shape[0], draws, ...input.shape.slice(1)], 0, 0.1, 'float32', 1);
      meanGradient(model, input, tf.add(tf.expandDims(input, 1), noise)).dataSync();
    });
  },
};
