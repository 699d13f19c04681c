import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  type Attribution,
  checkKeys,
  checkPositiveInteger,
  compiles,
  type Explanation,
  maskOf,
  type OutputSelector,
  TensorBag,
  UnsupportedLayerError,
  valuesOf,
  wrongValue,
} from 'xai-base';
import { defaultBatchSize } from '../execution/for-each-chunk';
import { predictInBatches } from '../execution/predict-in-batches';
import { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { checkReference, referenceOfSamples } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { AugmentedGradient } from './augmented-gradient';
import { explainAtOnce } from './explain-at-once';
import { innerOptions } from './inner-options';
import { sumInChunks } from './sum-in-chunks';
import type { MakeVariants, Series, VariantNumbers, Variants, VariantsSum } from './variants';

/** Options of the augmentations' constructors. */
export interface AugmentationOptions {
  /** How many augmented samples run at once; by default what suits the size of a sample. The `batchSize` of the analysis goes before it. */
  batchSize?: number;
}

/** What an augmentation finds of a batch: the attribution, and what the explanation says besides. */
export interface Augmented extends Attribution {
  readonly extras?: Readonly<Record<string, unknown>>;
}

/**
 * The base of the augmentations: explains n variants of each sample with another analyzer, in batches, and adds up the
 * weighted explanations as they come, so that memory does not grow with n. The output to explain is selected once, on
 * the clean input.
 *
 * @example
 * ```ts
 * class Dimmed extends Augmentation {
 *   readonly name = 'Dimmed'; // the mean of the explanations at 1/n, 2/n, ... of the input
 *   protected start() {
 *     return (_samples: tf.Tensor, { first, count }: Chunk) => [tf.div(tf.range(first + 1, first + count + 1), this.n)];
 *   }
 *   protected variants(samples: tf.Tensor, [factors]: readonly tf.Tensor[]) {
 *     const each = tf.tile(tf.expandDims(factors, 1), [samples.shape[0], 1]);
 *     return { points: tf.mul(augmentBatchDim(samples, factors.shape[0]), each) };
 *   }
 *   protected explain(input: tf.Tensor, selector: OutputSelector, options: AnalyzeOptions) {
 *     return this.explainSum(input, selector, options);
 *   }
 * }
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, -3]]), new Dimmed(new Gradient(model), 2))).val; // => [[1.5, -4.5]]
 * ```
 */
export abstract class Augmentation<Options extends AnalyzeOptions = AnalyzeOptions> extends Analyzer<Options> {
  /** The options that the constructor takes. */
  protected static readonly optionNames: readonly string[] = ['batchSize'];
  private readonly makeVariants: MakeVariants = (samples, numbers) => this.variants(samples, numbers);
  private programs?: AugmentedGradient; // made once, as an executor knows by them what it has compiled

  /**
   * @param analyzer explains the variants
   * @param n how many variants of each sample
   * @throws {ValueError} when n or the batch size is not an integer of at least 1, or the analyzer is none
   */
  constructor(
    protected readonly analyzer: Analyzer<Options>,
    readonly n: number,
    private readonly augmentation: AugmentationOptions = {},
  ) {
    super();
    checkAnalyzer(analyzer);
    checkKeys(augmentation, new.target.optionNames, new.target.name);
    checkPositiveInteger('n', n);
    if (augmentation.batchSize !== undefined) checkPositiveInteger('batchSize', augmentation.batchSize);
  }

  override get unit(): string | undefined {
    return this.analyzer.unit;
  }

  override get readsIndices(): string | undefined {
    return this.analyzer.readsIndices;
  }

  /** What the analyzer of the variants takes, it is told. */
  override get moreOptions(): readonly string[] {
    return this.analyzer.moreOptions;
  }

  override predict(input: Tensor, options = {} as Options): Promise<Tensor> {
    const { analyzer } = this;
    const { inputRef: reference } = options as ReferenceOptions;
    return predictInBatches(input, this.atOnce(input, options), options, async (samples, begin, furtherInputs) => {
      const inputRef = reference && tidy(() => referenceOfSamples(reference, begin, samples.shape[0]).clone());
      try {
        return await analyzer.predict(samples, innerOptions(analyzer, options, { inputRef, furtherInputs }));
      } finally {
        inputRef?.dispose();
      }
    });
  }

  /** Starts a series of variants: returns what makes their numbers. */
  protected abstract start(options: Options): VariantNumbers;

  /**
   * The variants, as a pure program of TensorFlow.js ops.
   *
   * @param samples `[samples, ...]`
   * @param numbers of the variants
   */
  protected abstract variants(samples: Tensor, numbers: readonly Tensor[]): Variants;

  /** What the variant `k` counts in the sum. */
  protected weight(_k: number): number {
    return 1 / this.n;
  }

  /**
   * Explains the variants.
   *
   * @param input `[batch, ...]`
   * @param mask of what to explain, `[batch, classes]`
   * @returns the weighted sum of the explanations
   */
  protected sumOfVariants(input: Tensor, mask: Tensor, options: Options): Promise<VariantsSum> {
    const { analyzer, makeVariants: variants } = this;
    const explainer = { analyzer, variants, programs: this.compiled(options) };
    return sumInChunks(explainer, { input, mask }, this.series(options), this.atOnce(input, options), options);
  }

  /**
   * Checks that inputs are quantities, which noise and steps between two of them leave inputs.
   *
   * @param what the augmentation does, for the message
   * @throws {UnsupportedLayerError} when the model reads indices of tokens
   */
  protected checkQuantities(what: string): void {
    const { readsIndices } = this.analyzer;
    if (readsIndices === undefined) return;
    const expected = 'a model of quantities';
    const message =
      `${readsIndices} reads token indices, between which there is nothing; ${this.name} ${what}. ` +
      'Do it to the embedded tokens: new TokenAttribution(model, (embedded) => new SmoothGrad(embedded)), with any augmentation in its place.';
    throw new UnsupportedLayerError(message, { argument: 'analyzer', value: this.analyzer.name, expected });
  }

  /** The sum of the variants' explanations as the explanation of the input: by one run, where one holds all there is to ask, and else in parts. */
  protected async explainSum(
    input: Tensor,
    selector: OutputSelector,
    options: Options,
    more?: Record<string, unknown>,
  ): Promise<Explanation> {
    await checkReference(options, input);
    const bag = new TensorBag();
    try {
      const programs = this.n * input.shape[0] <= this.atOnce(input, options) ? this.compiled(options) : undefined;
      const atOnce = programs && (await explainAtOnce(programs, input, selector, this.series(options), options, bag));
      const found: Augmented = atOnce ?? (await this.explainInParts(input, selector, options, bag));
      const { val, output, mask, measures, extras } = found;
      const whole = { ...more, ...(await numbersOf(measures)), ...extras };
      const explanation = await this.explanation({ val, input, output, mask, extras: whole });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  /**
   * The attribution in parts: the outputs at first, and then the variants; a step that a subclass may add to.
   *
   * @param bag takes in all tensors, also those that are handed back
   */
  protected async explainInParts(
    input: Tensor,
    selector: OutputSelector,
    options: Options,
    bag: TensorBag,
  ): Promise<Augmented> {
    const output = bag.add(await this.predict(input, options));
    const mask = bag.add(tidy(() => maskOf(selector, output)));
    const { sum, extras } = await this.sumOfVariants(input, mask, options);
    return { val: bag.add(sum), output, mask, extras };
  }

  private series(options: Options): Series {
    return { weights: Array.from({ length: this.n }, (_, k) => this.weight(k)), numbersOf: this.start(options) };
  }

  /** The augmentation as programs, where an executor compiles them and the analyzer can be a part of them. */
  private compiled({ executor, furtherInputs }: Options): AugmentedGradient | undefined {
    const analyzer: unknown = this.analyzer;
    if (!compiles(executor) || furtherInputs) return undefined;
    if (!(analyzer instanceof GradientAnalyzer) || !analyzer.isProgram) return undefined;
    this.programs ??= this.programsOf(analyzer, this.makeVariants);
    return this.programs;
  }

  /** The augmentation of a gradient as programs; a step for subclasses: none, where the sum is not that of the n variants. */
  protected programsOf(gradient: GradientAnalyzer, variants: MakeVariants): AugmentedGradient | undefined {
    return new AugmentedGradient(gradient, variants);
  }

  /** How many variants run at once. */
  protected atOnce(input: Tensor, options: Options): number {
    return options.batchSize ?? this.augmentation.batchSize ?? defaultBatchSize(input);
  }
}

function checkAnalyzer(analyzer: unknown): void {
  if (typeof (analyzer as Analyzer | undefined | null)?.analyze === 'function') return;
  const expected = 'an Analyzer, such as new Gradient(model)';
  throw wrongValue('analyzer', analyzer, expected);
}

/** What is measured of each sample, for the extras. */
async function numbersOf(measures: Attribution['measures'] = {}): Promise<Record<string, number[]>> {
  const read = Object.entries(measures).map(async ([name, one]) => [name, Array.from(await valuesOf(one))] as const);
  return Object.fromEntries(await Promise.all(read));
}
