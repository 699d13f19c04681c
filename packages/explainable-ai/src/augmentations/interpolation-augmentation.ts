import { cast, mul, sub, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Analyzer,
  compiles,
  type Explanation,
  isOutOfMemory,
  maskOf,
  type OutputSelector,
  ShapeError,
  selectedValues,
  TensorBag,
  valuesOf,
} from 'xai-base';
import { forEachChunk } from '../execution/for-each-chunk';
import type { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { completenessError } from '../references/completeness-error';
import { checkReference, referenceOf, referenceOfSamples } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { augmentBatchDim } from './augment-batch-dim';
import { Augmentation, type AugmentationOptions, type VariantsSum } from './augmentation';
import { pointsBetween } from './interpolate-batch';
import { PathIntegral } from './path-integral';
import { type Quadrature, type QuadratureRule, quadrature } from './quadrature';
import type { VariantNumbers, Variants } from './variants';

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
  private integralOfPoints?: PathIntegral;

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
    await checkReference(options, input);
    const atOnce = await this.explainAtOnce(input, selector, options);
    if (atOnce) return atOnce;
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.predict(input, options));
      const mask = bag.add(tidy(() => maskOf(selector, output)));
      const reference = bag.add(tidy(() => referenceOf(options, input).clone())); // [batch, ...] or [1, ...]
      const { sum, extras } = await this.integrate(input, mask, reference, options);
      const integral = bag.add(sum);
      checkShape(this.analyzer.name, integral, input);
      const val = bag.add(tidy(() => mul(integral, sub(cast(input, 'float32'), reference))));
      const atReference = bag.add(await this.predictReference(reference, input, options));
      const error = bag.add(tidy(() => completenessError(val, output, atReference, mask)));
      const expected = bag.add(tidy(() => selectedValues(mask, atReference)));
      const completeness = await completenessOf(error, expected);
      const explanation = await this.explanation({ val, input, output, mask, extras: { ...completeness, ...extras } });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /** Whether the integral is that of the points of the rule, and not what a subclass makes in another way. */
  protected get isOfPoints(): boolean {
    return this.integrate === InterpolationAugmentation.prototype.integrate;
  }

  /** The explanation by one run of an executor that compiles; nothing, where the points are too many for one, or the memory does not suffice. */
  private async explainAtOnce(
    input: Tensor,
    selector: OutputSelector,
    options: Options & ReferenceOptions,
  ): Promise<Explanation | undefined> {
    const { gradient, n } = this;
    const [batch] = input.shape;
    if (!gradient || !this.isOfPoints || !compiles(options.executor) || options.furtherInputs) return undefined;
    if (batch * n > this.atOnce(input, options)) return undefined;
    const bag = new TensorBag();
    try {
      const reference = bag.add(tidy(() => referenceOf(options, input).clone()));
      const weights = bag.add(tensor1d(Array.from({ length: n }, (_, k) => this.weight(k))));
      const numbersOf = this.start(options);
      let found: Tensor[] = [];
      await forEachChunk(batch, n, batch * n, options, async (chunk) => {
        const numbers = bag.addAll(tidy(() => numbersOf(input, chunk)));
        found = await this.pathIntegral(gradient).integrate([input, reference, weights, ...numbers], selector, options);
        bag.addAll(found);
      });
      const [val, output, mask, error, expected] = found;
      const extras = await completenessOf(error, expected);
      const explanation = await this.explanation({ val, input, output, mask, extras });
      bag.release(val, output);
      return explanation;
    } catch (error) {
      if (isOutOfMemory(error)) return undefined; // the points are explained in parts
      throw error;
    } finally {
      bag.dispose();
    }
  }

  /** One object, as an executor knows by its programs what it has compiled. */
  private pathIntegral(gradient: GradientAnalyzer): PathIntegral {
    this.integralOfPoints ??= new PathIntegral(gradient.explainedModel, (input, ...numbers) => {
      const integral = this.weightedSum(input, ...numbers);
      checkShape(this.analyzer.name, integral, input);
      return integral;
    });
    return this.integralOfPoints;
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

  /**
   * The integral of the explanations along the way; a step that a subclass may do in another way.
   *
   * @param mask of what to explain, `[batch, classes]`
   * @param _reference where the way begins, `[batch, ...]` or `[1, ...]`
   */
  protected integrate(
    input: Tensor,
    mask: Tensor,
    _reference: Tensor,
    options: Options & ReferenceOptions,
  ): Promise<VariantsSum> {
    return this.sumOfVariants(input, mask, options);
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

/** What the extras say of where the way begins, and of how exact the integral is. */
async function completenessOf(error: Tensor, expected: Tensor) {
  return {
    completenessError: Array.from(await valuesOf(error)),
    expectedValue: Array.from(await valuesOf(expected)),
  };
}

function checkShape(name: string, { shape }: Tensor, input: Tensor): void {
  if (String(shape) === String(input.shape)) return;
  const expected = `the input's, [${input.shape}]`;
  throw new ShapeError(
    `The explanations of ${name} have shape [${shape}]; to integrate them along the way to the input it must be ${expected}.`,
    { argument: 'analyzer', value: shape, expected },
  );
}
