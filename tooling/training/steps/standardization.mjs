import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

/**
 * The first layer of a model that takes columns as they are: it takes off each column's mean and divides by its standard deviation. It is a
 * `BatchNormalization` that is not trained.
 *
 * @param rows the training rows, a tensor whose last axis are the columns
 */
export function standardization(rows) {
  const { mean, variance } = tf.moments(
    rows,
    rows.shape.slice(1).map((_, axis) => axis),
  );
  return layers.batchNormalization({
    name: 'standardization',
    inputShape: rows.shape.slice(1),
    center: false,
    scale: false,
    trainable: false,
    weights: [mean, variance],
  });
}
