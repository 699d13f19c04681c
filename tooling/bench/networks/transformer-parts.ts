import * as tf from '@tensorflow/tfjs-core';
import { uniformValues } from './uniform-weights';

/** How wide a transformer is, in how many heads it attends, and how wide its hidden layers are. */
export interface TransformerSize {
  readonly heads: number;
  readonly width: number;
  readonly inner: number;
}

/** The weights of a block. */
export interface BlockWeights {
  readonly query: tf.Tensor2D;
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
  readonly output: tf.Tensor2D;
  readonly up: tf.Tensor2D;
  readonly down: tf.Tensor2D;
}

/** Random weights of a linear layer. */
export const matrix = (rows: number, columns: number): tf.Tensor2D =>
  tf.tensor2d(uniformValues(rows * columns, rows), [rows, columns]);

/** Random weights of a block. */
export function blockWeights({ width, inner }: TransformerSize): BlockWeights {
  return {
    query: matrix(width, width),
    key: matrix(width, width),
    value: matrix(width, width),
    output: matrix(width, width),
    up: matrix(width, inner),
    down: matrix(inner, width),
  };
}

/** A linear layer on the last axis. */
export const times = (x: tf.Tensor, weight: tf.Tensor2D): tf.Tensor =>
  tf.reshape(tf.matMul(tf.reshape(x, [-1, weight.shape[0]]), weight), [...x.shape.slice(0, -1), weight.shape[1]]);

/** Layer normalization without a scale of its own. */
export function normalized(x: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5)));
}

const gelu = (x: tf.Tensor) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1));

/** Attention of all tokens `[batch, tokens, width]` to each other. */
export function attended(x: tf.Tensor, { heads, width }: TransformerSize, weights: BlockWeights): tf.Tensor {
  const tokens = x.shape[1] as number;
  const side = width / heads;
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [-1, tokens, heads, side]), [0, 2, 1, 3]);
  const [queries, keys, values] = [weights.query, weights.key, weights.value].map((weight) => split(times(x, weight)));
  const scores = tf.mul(tf.matMul(queries, keys, false, true), side ** -0.5);
  const mixed = tf.transpose(tf.matMul(tf.softmax(scores), values), [0, 2, 1, 3]);
  return times(tf.reshape(mixed, [-1, tokens, width]), weights.output);
}

/** The hidden layers of a block. */
export const perceived = (x: tf.Tensor, { up, down }: BlockWeights): tf.Tensor => times(gelu(times(x, up)), down);
