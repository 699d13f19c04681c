import type { Tensor } from '@tensorflow/tfjs-core';
import type { Analyzer } from './analyzer';
import type { Explanation } from './explanation';
import { wrongValue } from './messages/wrong-value';
import type { AnalyzeOptions } from './options';
import type { OutputSelection } from './selectors/to-selector';

/**
 * Explains what a model says of each sample of a batch.
 *
 * @param input `[batch, ...]`, channels last
 * @param analyzer the method
 * @param selection which output to explain: nothing (the most activated of each sample), one index, an index a sample, an index path a sample, or a selector
 * @param options signal, progress, batch size, seed, executor, and what the method adds
 * @returns an explanation that belongs to the caller: `dispose()` it
 * @throws {XaiError} a subclass that says which argument was wrong and what was expected, see {@link Analyzer.analyze}
 *
 * @example
 * ```ts
 * class Weights extends ProgramAnalyzer {
 *   readonly name = 'Weights';
 *   protected attribute(input: tf.Tensor, select: (output: tf.Tensor) => tf.Tensor) {
 *     const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
 *     return { val: gradient, output, mask };
 *   }
 * }
 * const weights = new Weights(toModelView((x: tf.Tensor) => tf.mul(x, [3, 2])));
 * const explanation = await analyze(tf.tensor2d([[1, 2]]), weights);
 * explanation.output; // => [[3, 4]]
 * explanation.outputSelection; // => [1]
 * explanation.val; // => [[0, 2]]
 * ```
 */
export async function analyze<Options extends AnalyzeOptions>(
  input: Tensor,
  analyzer: Analyzer<Options>,
  selection?: OutputSelection,
  options?: Options,
): Promise<Explanation> {
  if (typeof analyzer?.analyze !== 'function') {
    const expected = 'an Analyzer, such as new Gradient(model)';
    throw wrongValue('analyzer', analyzer, expected);
  }
  return analyzer.analyze(input, selection, options);
}
