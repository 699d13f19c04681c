import { concat, slice, type Tensor, tile } from '@tensorflow/tfjs-core';

/**
 * Evaluates samples in batches of a fixed number, as a model with a fixed batch wants them; the last one is filled up with its last sample. A pure
 * program of TensorFlow.js ops.
 *
 * @param input `[samples, ...]`
 * @param rows the number; null or a negative number stands for any
 * @param evaluate from `[rows, ...]` to outputs `[rows, ...]`
 * @returns the outputs, `[samples, ...]`
 *
 * @example
 * ```ts
 * inBatches(tf.tensor2d([[1], [2], [3]]), 2, (two) => tf.mul(two, 10)); // => [[10], [20], [30]]
 * ```
 */
export function inBatches(input: Tensor, rows: number | null | undefined, evaluate: (batch: Tensor) => Tensor): Tensor {
  const batches = batchesOf([input], rows);
  if (batches[0][0] === input) return evaluate(input); // as it is, whatever its output's first axis is
  return joinBatches(
    batches.map(([batch]) => evaluate(batch)),
    input.shape[0],
  );
}

/**
 * The batches of several tensors with a row a sample, as {@link inBatches} takes them.
 *
 * @example
 * ```ts
 * const [first, second] = batchesOf([tf.tensor2d([[1], [2], [3]])], 2);
 * first[0]; // => [[1], [2]]
 * second[0]; // => [[3], [3]]
 * ```
 */
export function batchesOf(tensors: readonly Tensor[], rows: number | null | undefined): Tensor[][] {
  const [samples] = tensors[0].shape;
  if (typeof rows !== 'number' || rows < 0 || rows === samples) return [[...tensors]];
  return Array.from({ length: Math.ceil(samples / rows) }, (_, index) =>
    tensors.map((tensor) => filledUp(rowsOf(tensor, index * rows, Math.min(rows, samples - index * rows)), rows)),
  );
}

/**
 * The outputs of the batches as those of the samples.
 *
 * @example
 * ```ts
 * joinBatches([tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [3]])], 3); // => [[1], [2], [3]]
 * ```
 */
export function joinBatches(outputs: readonly Tensor[], samples: number): Tensor {
  return rowsOf(outputs.length === 1 ? outputs[0] : concat([...outputs], 0), 0, samples);
}

/** Some of the samples. */
export function rowsOf(x: Tensor, begin: number, size: number): Tensor {
  if (size === x.shape[0]) return x;
  return slice(x, [begin, ...x.shape.slice(1).map(() => 0)], [size, ...x.shape.slice(1)]);
}

/** Samples, and the last of them once more, up to a number. */
export function filledUp(x: Tensor, rows: number): Tensor {
  const [size, ...sample] = x.shape;
  if (size === rows) return x;
  return concat([x, tile(rowsOf(x, size - 1, 1), [rows - size, ...sample.map(() => 1)])], 0);
}
