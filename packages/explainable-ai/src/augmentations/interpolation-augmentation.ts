import { type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { AnalyzeOptions, Analyzer, Explanation, OutputSelector, TensorBag } from 'xai-base';
import type { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { referenceOf, referenceOfSamples } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { augmentBatchDim } from './augment-batch-dim';
import { Augmentation, type AugmentationOptions, type Augmented } from './augmentation';
import type { AugmentedGradient } from './augmented-gradient';
import { pointsBetween } from './interpolate-batch';
import { alongPath, PathIntegral } from './path-integral';
import { type Quadrature, type QuadratureRule, quadrature } from './quadrature';
import type { MakeVariants, VariantNumbers, Variants } from './variants';

/** Options of {@link InterpolationAugmentation}. */
export interface InterpolationOptions extends AugmentationOptions {
  /** The rule to integrate by. */
  quadrature?: Quadrature;
}

/**
 * Integrates the explanations of any analyzer along the straight line from a reference x0 to the input x: the mean of
 * the explanations at `x0 + t (x - x0)`, times `(x - x0)`. The output to explain is selected once, at the input.
 *
 * `extras.expectedValue` holds the selected output f(x0) for each sample, where a waterfall begins;
 * `extras.completenessError` holds `|sum(val) - (f(x) - f(x0))|`, which is 0 when the gradient's
 * integral is exact.
 *
 * `val` has the input's shape; the analyzer's must be the same.
 *
 * @see M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * const integrated = new InterpolationAugmentation(new Gradient(model), 10);
 * (await analyze(tf.tensor2d([[1, -3]]), integrated, 0, { inputRef: tf.tensor2d([[0, 1]]) })).val; // => [[1, 8]]
 * ```
 */
export class InterpolationAugmentation<Options extends AnalyzeOptions = AnalyzeOptions> extends Augmentation<
  Options & ReferenceOptions
> {
  protected static override readonly optionNames: readonly string[] = ['batchSize', 'quadrature'];
  readonly name: string;
  private readonly rule: QuadratureRule;

  /**
   * @param analyzer any analyzer whose explanations are shaped like the input
   * @param n how many points
   * @throws {ValueError} for too few points, or an unknown quadrature
   */
  constructor(analyzer: Analyzer<Options>, n = 50, options: InterpolationOptions = {}) {
    super(analyzer, n, options);
    this.name = `InterpolationAugmentation(${analyzer.name})`;
    this.rule = quadrature(options.quadrature ?? 'gauss-legendre', n);
  }

  override get unit(): string | undefined {
    return this.analyzer.unit === 'output per input' ? 'output' : undefined;
  }

  override get moreOptions(): readonly string[] {
    return [...new Set([...super.moreOptions, 'inputRef'])];
  }

  protected async explain(
    input: Tensor,
    selector: OutputSelector,
    options: Options & ReferenceOptions,
  ): Promise<Explanation> {
    this.checkQuantities('goes from a reference to the input');
    return this.explainSum(input, selector, options);
  }

  protected override programsOf(gradient: GradientAnalyzer, variants: MakeVariants): AugmentedGradient | undefined {
    return new PathIntegral(gradient, variants);
  }

  protected override async explainInParts(
    input: Tensor,
    selector: OutputSelector,
    options: Options & ReferenceOptions,
    bag: TensorBag,
  ): Promise<Augmented> {
    const mean = await super.explainInParts(input, selector, options, bag);
    const reference = bag.add(tidy(() => referenceOf(options, input).clone())); // [batch, ...] or [1, ...]
    const atReference = bag.add(await this.predictReference(reference, input, options));
    const { val, measures } = tidy(() => alongPath(mean, { input, reference, atReference }, this.analyzer.name));
    bag.addAll([val, ...Object.values(measures)]);
    return { ...mean, val, measures };
  }

  /** The outputs at the reference, a row a sample where it is one of these. */
  private async predictReference(
    reference: Tensor,
    input: Tensor,
    options: Options & ReferenceOptions,
  ): Promise<Tensor> {
    if (options.furtherInputs === undefined || reference.shape[0] === input.shape[0])
      return this.predict(reference, options);
    const each = tidy(() => augmentBatchDim(reference, input.shape[0])); // as the further inputs may be a sample's own
    try {
      return await this.predict(each, options);
    } finally {
      each.dispose();
    }
  }

  protected start(options: Options & ReferenceOptions): VariantNumbers {
    return (samples, { begin, size, first, count }) => [
      tensor1d(this.rule.positions.slice(first, first + count)),
      referenceOfSamples(referenceOf(options, samples), begin, size).clone(), // which may be the caller's
    ];
  }

  protected variants(samples: Tensor, [positions, reference]: readonly Tensor[]): Variants {
    return { points: pointsBetween(samples, reference, positions) };
  }

  protected override weight(k: number): number {
    return this.rule.weights[k];
  }
}
