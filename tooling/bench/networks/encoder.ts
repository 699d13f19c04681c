import * as tf from '@tensorflow/tfjs-core';
import { functionNetwork } from './function-network';
import type { PlainSize } from './plain';
import { uniformValues } from './uniform-weights';

const [blocks, heads, width, inner, classes] = [6, 12, 384, 1536, 2];

const matrix = (rows: number, columns: number) => tf.tensor2d(uniformValues(rows * columns, rows), [rows, columns]);

const times = (x: tf.Tensor, weight: tf.Tensor2D) =>
  tf.reshape(tf.matMul(tf.reshape(x, [-1, weight.shape[0]]), weight), [...x.shape.slice(0, -1), weight.shape[1]]);

function normalized(x: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5)));
}

const gelu = (x: tf.Tensor) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1));

/** A transformer of the size of MiniLM-L6 that classifies embedded tokens, 128 unless it is told. */
export function encoder({ tokens = 128 }: PlainSize) {
  const layers = Array.from({ length: blocks }, () => ({
    query: matrix(width, width),
    key: matrix(width, width),
    value: matrix(width, width),
    output: matrix(width, width),
    up: matrix(width, inner),
    down: matrix(inner, width),
  }));
  const classifier = matrix(width, classes);
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [-1, tokens, heads, width / heads]), [0, 2, 1, 3]);
  return functionNetwork(
    (input) => {
      let x = normalized(input);
      for (const { query, key, value, output, up, down } of layers) {
        const scores = tf.mul(
          tf.matMul(split(times(x, query)), split(times(x, key)), false, true),
          (width / heads) ** -0.5,
        );
        const mixed = tf.transpose(tf.matMul(tf.softmax(scores), split(times(x, value))), [0, 2, 1, 3]);
        x = normalized(tf.add(x, times(tf.reshape(mixed, [-1, tokens, width]), output)));
        x = normalized(tf.add(x, times(gelu(times(x, up)), down)));
      }
      return times(tf.mean(x, 1), classifier);
    },
    [tokens, width],
  );
}
