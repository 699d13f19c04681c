import { concat, slice, type Tensor, tile } from '@tensorflow/tfjs-core';

/**
 * Evaluates samples in batches of a fixed number, as a model with a fixed batch wants them; the last one is filled up with its last sample. A pure
 * program of TensorFlow.js ops.
 *
 * @param input `[samples, ...]`
 * @param rows the number
 * @param evaluate from `[rows, ...]` to outputs `[rows, ...]`
 * @returns the outputs, `[samples, ...]`
 *
 * @example
 * ```ts
 * inBatches(tf.tensor2d([[1], [2], [3]]), 2, (two) => tf.mul(two, 10)); // => [[10], [20], [30]]
 * ```
 */
export function inBatches(input: Tensor, rows: number, evaluate: (batch: Tensor) => Tensor): Tensor {
  const [samples, ...sample] = input.shape;
  if (samples === rows) return evaluate(input);
  const outputs = Array.from({ length: Math.ceil(samples / rows) }, (_, index) => {
    const begin = index * rows;
    const size = Math.min(rows, samples - begin);
    const output = evaluate(filledUp(rowsOf(input, begin, size), rows, sample));
    return rowsOf(output, 0, size);
  });
  return concat(outputs, 0);
}

function rowsOf(x: Tensor, begin: number, size: number): Tensor {
  if (size === x.shape[0]) return x;
  return slice(x, [begin, ...x.shape.slice(1).map(() => 0)], [size, ...x.shape.slice(1)]);
}

function filledUp(x: Tensor, rows: number, sample: readonly number[]): Tensor {
  const missing = rows - x.shape[0];
  if (missing === 0) return x;
  return concat([x, tile(rowsOf(x, x.shape[0] - 1, 1), [missing, ...sample.map(() => 1)])], 0);
}
