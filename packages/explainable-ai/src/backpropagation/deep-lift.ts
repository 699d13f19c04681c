import { cast, concat, mul, slice, sub, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { withGradients } from 'tfjs-gradients';
import {
  type Attribution,
  differentiate,
  type Explanation,
  type Model,
  type OutputSelector,
  ProgramAnalyzer,
  selectedValues,
  toModelView,
} from 'xai-base';
import { augmentBatchDim } from '../augmentations/augment-batch-dim';
import { completenessError } from '../references/completeness-error';
import { checkReference, referenceOf } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { rescaleGradients } from './rescale/rescale-gradients';

/**
 * DeepLift with the rescale rule: what the difference of the input from a reference x0 adds to the difference of the
 * selected output. Each nonlinear op passes back the quotient of the differences of its output and its input
 * in the place of its derivative (the derivative where they hardly differ), so one pass explains the whole difference:
 * `sum(val) = f(x) - f(x0)`. Ops of several values have rules of their own for which that holds, too: products and matrix products of
 * two activations count each factor by the mean of the other; max pooling shares between the winners of x and x0; a softmax counts its normalizer by
 * probabilities between those at x and x0; other functions of two values by their Shapley values.
 *
 * The model is evaluated twice, at x0 and at x, and must run the same ops. An op with a gradient, but without a rule (TopK), is an
 * error. What comparisons alone decide has no gradient and goes to nobody; `extras.expectedValue` is f(x0), and `extras.completenessError` says of each sample how far
 * the sum is off.
 *
 * The reference is `inputRef` in the options of `analyze`, or zeros. `val` has the input's shape.
 *
 * @see A. Shrikumar, P. Greenside, A. Kundaje: Learning Important Features Through Propagating Activation Differences (2017)
 * @see M. Ancona, E. Ceolini, C. Öztireli, M. Gross: Towards better understanding of gradient-based attribution methods
 * for Deep Neural Networks (2018), for the form as a modified gradient
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.relu(tf.sub(tf.sum(x, 1, true), 1)); // f(x) - f(x0) = 2, for a sum that rises by 3
 * (await analyze(tf.tensor2d([[1, 2]]), new DeepLift(model))).val; // => [[0.66667, 1.33333]]
 * ```
 */
export class DeepLift extends ProgramAnalyzer<ReferenceOptions> {
  readonly name = 'DeepLift';
  protected override readonly measures = ['completenessError', 'expectedValue'];

  /**
   * @param model made of TensorFlow.js ops
   * @throws {ModelError} when `model` is no model
   */
  constructor(model: Model) {
    super(toModelView(model));
  }

  override get unit(): string {
    return 'output';
  }

  override get moreOptions(): readonly string[] {
    return ['inputRef'];
  }

  protected override async explain(
    input: Tensor,
    selector: OutputSelector,
    options: ReferenceOptions,
  ): Promise<Explanation> {
    await checkReference(options, input);
    return super.explain(input, selector, options);
  }

  protected override moreInputs({ inputRef }: ReferenceOptions): Tensor[] {
    return inputRef ? [inputRef] : [];
  }

  protected attribute(x: Tensor, select: (output: Tensor) => Tensor, inputRef?: Tensor): Attribution {
    const [batch] = x.shape;
    const input = cast(x, 'float32');
    const given = cast(referenceOf({ inputRef }, input), 'float32');
    const reference = given.shape[0] === batch ? given : augmentBatchDim(given, batch);
    const { gradients, passes } = rescaleGradients();
    const forward = (one: Tensor) => this.model.forward(one);
    const bothOutputs = (one: Tensor) => {
      const { output, outputRef } = passes.run(forward, one, reference);
      return concat([output, outputRef]);
    };
    const first = (tensor: Tensor) => slice(tensor, 0, batch);
    const selectFirst = (outputs: Tensor) => {
      const mask = select(first(outputs));
      return concat([mask, zerosLike(mask)]);
    };
    const both = withGradients(gradients, () => differentiate(bothOutputs, input, selectFirst));
    const [output, mask] = [first(both.output), first(both.mask)];
    const val = mul(both.gradient, sub(input, reference));
    const outputRef = slice(both.output, batch, batch);
    const error = completenessError(val, output, outputRef, mask);
    const expectedValue = selectedValues(mask, outputRef);
    return { val, output, mask, measures: { completenessError: error, expectedValue } };
  }
}
