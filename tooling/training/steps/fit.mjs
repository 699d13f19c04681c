import * as tf from '@tensorflow/tfjs-core';
import { shuffled } from './random.mjs';

/**
 * Trains a model by Adam, with a learning rate that decays along a cosine. What the random numbers decide is the order of the rows.
 *
 * @param model a tfjs-layers model without layers that behave otherwise in training
 * @param count how many rows there are
 * @param batch the inputs and targets at some indices: `(indices) => [tensor, tensor]`
 * @param loss `(targets, outputs) => scalar`
 * @param afterEpoch called with the number of epochs that are done
 */
export function fit(model, { count, batch, loss, epochs, batchSize = 64, rate = 0.001, random, afterEpoch }) {
  const optimizer = tf.train.adam(rate);
  const weights = model.trainableWeights.map((weight) => weight.read());
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(count, random);
    for (let start = 0; start < count; start += batchSize) {
      optimizer.learningRate = rate * 0.5 * (1 + Math.cos((Math.PI * (epoch + start / count)) / epochs));
      tf.tidy(() => {
        const [inputs, targets] = batch(Array.from(order.subarray(start, start + batchSize)));
        optimizer.minimize(() => loss(targets, model.apply(inputs)), false, weights);
      });
    }
    afterEpoch?.(epoch + 1);
  }
}

/** The loss of a classifier that ends in logits; the targets are indices of classes. */
export const crossEntropy = (classes) => (labels, logits) =>
  tf.losses.softmaxCrossEntropy(tf.oneHot(labels, classes), logits);
