import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, type Model, ValueError, wrongValue } from 'xai-base';
import { Gradient } from '../gradients/gradient';
import type { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { referenceOf } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { firstEvaluations } from './adaptive-path';
import type { AugmentationOptions } from './augmentation';
import type { AugmentedGradient } from './augmented-gradient';
import { integrateAdaptively } from './integrate-adaptively';
import { InterpolationAugmentation, type InterpolationOptions } from './interpolation-augmentation';
import type { MakeVariants, VariantsSum } from './variants';

declare module 'xai-base' {
  interface ExplanationExtras {
    /** Of integrated gradients to a tolerance: how many gradients each sample took. */
    readonly evaluations?: number[];
    /** Of integrated gradients to a tolerance: whether they were enough for it, for each sample. */
    readonly withinTolerance?: boolean[];
  }
}

/** Integrates as finely as each sample needs, see {@link IntegratedGradients}. */
export interface AdaptiveOptions extends AugmentationOptions {
  /** How far the sum of the attributions may be from `f(x) - f(x0)`, as a share of it: 0.001. */
  tolerance: number;
  /** How many gradients a sample may take; 1024 by default, at least 17. */
  maxEvaluations?: number;
}

const adaptiveOptionNames = ['tolerance', 'maxEvaluations', 'batchSize'];

/**
 * The gradients integrated along the straight line from a reference x0 (zeros, or `inputRef` in the options of
 * `analyze`) to the input x. They satisfy completeness: `sum(val) = f(x) - f(x0)`.
 *
 * With a number of steps, every sample has as many, and `extras.completenessError` says of each how far the integral is off. With a
 * tolerance, each sample has as many as it needs: Simpson's rule on intervals, of which those are halved where the difference of the outputs and the integral of the
 * derivative along the line differ most, until the completeness error is below the tolerance times `|f(x) - f(x0)|`. `extras.evaluations` says how many gradients each
 * sample took, `extras.withinTolerance` whether they were enough: false where the limit was reached, or where float32 does not tell the outputs apart any more. The
 * gradients of some samples at a time are kept until their weights are known.
 *
 * `val` has the input's shape.
 *
 * @see M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, -3]]), new IntegratedGradients(model, 20))).val; // => [[1, 9]]
 * const explanation = await analyze(tf.tensor2d([[1, -3]]), new IntegratedGradients(model, { tolerance: 0.001 }));
 * explanation.val; // => [[1, 9]]
 * explanation.extras?.evaluations; // => [17]
 * ```
 */
export class IntegratedGradients extends InterpolationAugmentation {
  override readonly name = 'IntegratedGradients';
  private readonly adaptive?: AdaptiveOptions;

  /**
   * @param model any model that has gradients
   * @param steps how many steps; or the tolerance to reach
   * @param options of a number of steps
   * @throws {ValueError} for too few steps or evaluations, or a tolerance that is not between 0 and 1
   */
  constructor(model: Model, steps: number | AdaptiveOptions = 50, options: InterpolationOptions = {}) {
    const adaptive = typeof steps === 'object' && steps !== null ? checkAdaptive(steps, options) : undefined;
    super(
      new Gradient(model),
      adaptive ? 1 : (steps as number),
      adaptive ? { batchSize: adaptive.batchSize } : options,
    );
    this.adaptive = adaptive;
  }

  protected override programsOf(gradient: GradientAnalyzer, variants: MakeVariants): AugmentedGradient | undefined {
    return this.adaptive ? undefined : super.programsOf(gradient, variants);
  }

  protected override async sumOfVariants(input: Tensor, mask: Tensor, options: ReferenceOptions): Promise<VariantsSum> {
    if (!this.adaptive) return super.sumOfVariants(input, mask, options);
    const { tolerance, maxEvaluations = 1024 } = this.adaptive;
    const { analyzer } = this;
    const atOnce = this.atOnce(input, options);
    const further = options.furtherInputs;
    const reference = tidy(() => referenceOf(options, input).clone());
    try {
      const what = { analyzer, input, reference, mask, further, tolerance, maxEvaluations, atOnce };
      const { integral, evaluations, withinTolerance } = await integrateAdaptively(what, options);
      return { sum: integral, extras: { evaluations, withinTolerance } };
    } finally {
      reference.dispose();
    }
  }
}

function checkAdaptive(adaptive: AdaptiveOptions, steps: InterpolationOptions): AdaptiveOptions {
  checkKeys(adaptive, adaptiveOptionNames, 'IntegratedGradients');
  checkKeys(steps, [], 'IntegratedGradients with a tolerance');
  const { tolerance, maxEvaluations } = adaptive;
  if (!(typeof tolerance === 'number' && tolerance > 0 && tolerance < 1)) {
    const expected = 'a number between 0 and 1, such as 0.001';
    throw wrongValue('tolerance', tolerance, expected);
  }
  if (maxEvaluations === undefined) return adaptive;
  checkPositiveInteger('maxEvaluations', maxEvaluations);
  if (maxEvaluations >= firstEvaluations) return adaptive;
  const expected = `at least ${firstEvaluations}, with which each sample starts`;
  const message = `maxEvaluations is ${maxEvaluations}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'maxEvaluations', value: maxEvaluations, expected });
}
