import * as tf from '@tensorflow/tfjs-core';

/** Which class a classifier finds the most likely, of each row of a tensor, batch by batch. */
export function predictClasses(model, inputs) {
  return tf.tidy(() => Array.from(tf.argMax(model.predict(inputs, { batchSize: 256 }), -1).dataSync()));
}

/** How many of the predictions are right, from 0 to 1. */
export function accuracy(predicted, labels) {
  return predicted.filter((label, row) => label === labels[row]).length / predicted.length;
}

/** How likely the most frequent label is: what a classifier that looks at nothing would reach. */
export function largestShare(labels) {
  const counts = new Map();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}

/** The mean distance of two lists of numbers. */
export function meanAbsoluteError(predicted, observed) {
  return predicted.reduce((sum, value, row) => sum + Math.abs(value - observed[row]), 0) / predicted.length;
}

/** A number with so many digits after the point. */
export const rounded = (value, digits) => Number(value.toFixed(digits));
