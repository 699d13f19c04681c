import { concat } from '@tensorflow/tfjs-core';
import { Explanation } from 'xai-base';

/**
 * The explanations of several items as one of a batch, without their extras. All are by one method, of inputs of one shape.
 *
 * @param explanations stay their owner's
 * @returns a new one, which belongs to the caller
 *
 * @example
 * ```ts
 * const parts = { input: tf.ones([1, 2]), output: tf.ones([1, 3]), analyzer: 'ByHand', heatmap: 'attribution' } as const;
 * const one = new Explanation({ ...parts, val: tf.tensor2d([[1, 2]]), outputSelection: [0] });
 * const other = new Explanation({ ...parts, val: tf.tensor2d([[3, 4]]), outputSelection: [2] });
 * const both = joinExplanations([one, other]);
 * both.val; // => [[1, 2], [3, 4]]
 * both.outputSelection; // => [0, 2]
 * ```
 */
export function joinExplanations(explanations: readonly Explanation[]): Explanation {
  const [{ analyzer, heatmap }] = explanations;
  return new Explanation({
    val: concat(explanations.map(({ val }) => val)),
    input: concat(explanations.map(({ input }) => input)),
    output: concat(explanations.map(({ output }) => output)),
    outputSelection: explanations.flatMap(({ outputSelection }) => outputSelection),
    analyzer,
    heatmap,
  });
}

/** What the explanations have in common that can be joined. */
export function shapeKey({ val, input, output, analyzer, heatmap }: Explanation): string {
  const shapes = [val, input, output].map(({ shape, dtype }) => `${dtype} ${shape.slice(1)}`);
  return [analyzer, heatmap, ...shapes].join('; ');
}
