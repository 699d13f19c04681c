import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tasks } from './tasks';

const draws = 50;

/** The gradient of the most activated output of each sample, by `tf.grad`. */
function gradientOf(model: LayersModel, points: tf.Tensor): tf.Tensor {
  return tf.grad((x) => tf.sum(tf.max(model.apply(x) as tf.Tensor, 1)))(points);
}

/** The gradient of one output for each point that an augmentation makes of a sample. */
function gradientAt(model: LayersModel, points: tf.Tensor, index: tf.Tensor): tf.Tensor {
  const mask = tf.oneHot(index, 10); // [1, classes]
  return tf.grad((x) => tf.sum(tf.mul(model.apply(x) as tf.Tensor, mask)))(points);
}

/** The most activated output of the clean input. */
function selected(model: LayersModel, input: tf.Tensor): tf.Tensor {
  return tf.argMax(model.predict(input) as tf.Tensor, 1);
}

/** The tasks in plain TensorFlow.js, for the engine without the packages of this workspace. */
export const plainTasks: Tasks = {
  gradient: (model) => (input) => {
    tf.tidy(() => void gradientOf(model, input).dataSync());
  },
  'integrated-gradients': (model) => (input) => {
    tf.tidy(() => {
      const steps = tf.reshape(tf.linspace(0.5 / draws, 1 - 0.5 / draws, draws), [draws, 1, 1, 1]);
      const gradients = gradientAt(model, tf.mul(input, steps), selected(model, input));
      tf.mul(input, tf.mean(gradients, 0, true)).dataSync();
    });
  },
  'smooth-grad': (model) => (input) => {
    tf.tidy(() => {
      const noise = tf.randomNormal([draws, ...input.shape.slice(1)], 0, 0.1, 'float32', 1);
      tf.mean(gradientAt(model, tf.add(input, noise), selected(model, input)), 0, true).dataSync();
    });
  },
};
