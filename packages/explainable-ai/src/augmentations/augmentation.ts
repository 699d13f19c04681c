import { add, concat, mul, reshape, slice, sum, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  checkKeys,
  checkPositiveInteger,
  compiles,
  type Explanation,
  type FurtherInputs,
  inputsOfSamples,
  isOutOfMemory,
  MaskSelector,
  maskOf,
  type OutputSelector,
  type Program,
  RandomStream,
  sharedOptions,
  TensorBag,
  UnsupportedLayerError,
  wrongValue,
} from 'xai-base';
import { type Chunk, defaultBatchSize, forEachChunk } from '../execution/for-each-chunk';
import { predictInBatches } from '../execution/predict-in-batches';
import { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { checkReference, referenceOfSamples } from '../references/reference-of';
import type { ReferenceOptions } from '../references/reference-options';
import { augmentBatchDim } from './augment-batch-dim';
import { reduceAugmentation } from './reduce-augmentation';
import type { VariantNumbers, Variants } from './variants';

/** Options of the augmentations' constructors. */
export interface AugmentationOptions {
  /** How many augmented samples run at once; by default what suits the size of a sample. The `batchSize` of the analysis goes before it. */
  batchSize?: number;
}

/** The explanations of the variants, put together. */
export interface VariantsSum {
  /** Their weighted sum, `[batch, ...]`. */
  readonly sum: Tensor;
  /** What the explanation says besides, such as where the cells of a class activation map look. */
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
    const { inputRef } = options as ReferenceOptions;
    return predictInBatches(input, this.atOnce(input, options), options, async (samples, begin, furtherInputs) => {
      const own = inputRef && tidy(() => referenceOfSamples(inputRef, begin, samples.shape[0]).clone());
      try {
        return await this.analyzer.predict(samples, this.innerOptions(options, own, furtherInputs));
      } finally {
        own?.dispose();
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
  protected async sumOfVariants(input: Tensor, mask: Tensor, options: Options): Promise<VariantsSum> {
    const [batch] = input.shape;
    const numbersOf = this.start(options);
    const sums = new Map<number, Tensor>(); // by the first of the samples
    let extras: VariantsSum['extras'];
    const bag = new TensorBag();
    try {
      await forEachChunk(batch, this.n, this.atOnce(input, options), options, async (chunk) => {
        const explained = await this.explainChunk(chunk, numbersOf, input, mask, options);
        const part = bag.add(explained.sum);
        extras = explained.extras;
        const sum = sums.get(chunk.begin);
        sums.set(chunk.begin, sum ? bag.add(add(sum, part)) : part);
        if (sum) bag.free(sum, part);
      });
      return { sum: concat([...sums.values()]), extras };
    } finally {
      bag.dispose();
    }
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

  /** The sum of the variants' explanations as the explanation of the input. */
  protected async explainSum(
    input: Tensor,
    selector: OutputSelector,
    options: Options,
    extras?: Record<string, unknown>,
  ): Promise<Explanation> {
    await checkReference(options, input);
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.predict(input, options));
      const mask = bag.add(tidy(() => maskOf(selector, output)));
      const variants = await this.sumOfVariants(input, mask, options);
      const val = bag.add(variants.sum);
      const explanation = await this.explanation({
        val,
        input,
        output,
        mask,
        extras: { ...extras, ...variants.extras },
      });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  private async explainChunk(
    chunk: Chunk,
    numbersOf: VariantNumbers,
    input: Tensor,
    mask: Tensor,
    options: Options,
  ): Promise<VariantsSum> {
    const { begin, size, first, count } = chunk;
    const { inputRef } = options as ReferenceOptions;
    const bag = new TensorBag();
    const repeat = (tensor: Tensor) => bag.add(tidy(() => augmentBatchDim(slice(tensor, begin, size), count)));
    const weights = Array.from({ length: count }, (_, k) => this.weight(first + k));
    try {
      const samples = bag.add(slice(input, begin, size));
      const numbers = bag.addAll(tidy(() => numbersOf(samples, chunk)));
      const inOne = await this.inOneProgram(samples, bag.add(slice(mask, begin, size)), weights, numbers, options);
      if (inOne) return { sum: inOne };
      const variants = tidy(() => ({ ...this.variants(samples, numbers) }));
      const points = bag.add(variants.points);
      const scale = variants.scale && bag.add(variants.scale);
      const own = inputRef && inputRef.shape[0] > 1 ? repeat(inputRef) : inputRef;
      const further = options.furtherInputs && bag.addAll(inputsOfSamples(options.furtherInputs, begin, size, count));
      const explanation = await this.analyzer.analyze(
        points,
        new MaskSelector(repeat(mask)),
        this.innerOptions(options, own, further),
      );
      const val = bag.add(explanation.val.clone());
      explanation.dispose();
      const sum = tidy(() => reduceAugmentation(scale ? mul(val, scale) : val, count, weights));
      const receptiveField = explanation.extras?.receptiveField;
      return { sum, ...(receptiveField !== undefined && { extras: { receptiveField } }) };
    } finally {
      bag.dispose();
    }
  }

  /** The sum over the variants by one run of an executor, where the analyzer can be a part of a program; nothing, where it cannot, or the memory does not suffice. */
  private async inOneProgram(
    samples: Tensor,
    mask: Tensor,
    weights: readonly number[],
    numbers: readonly Tensor[],
    { executor, furtherInputs }: Options,
  ): Promise<Tensor | undefined> {
    if (!compiles(executor) || furtherInputs || !this.gradient) return undefined;
    const counts = tensor1d([...weights]);
    try {
      const [sum] = await executor.run(this.whole, [samples, mask, counts, ...numbers]);
      return sum;
    } catch (error) {
      if (isOutOfMemory(error)) return undefined; // the analyzer splits its batch
      throw error;
    } finally {
      counts.dispose();
    }
  }

  /** The analyzer, where it is a gradient that can be a part of a program. */
  protected get gradient(): GradientAnalyzer | undefined {
    const analyzer: unknown = this.analyzer;
    return analyzer instanceof GradientAnalyzer && analyzer.isProgram ? analyzer : undefined;
  }

  /** From samples to the weighted sum of the explanations of their variants: one function, as an executor knows by it what it has compiled. */
  private readonly whole: Program = (...given) => [this.weightedSum(...(given as [Tensor, Tensor, Tensor]))];

  /** The weighted sum of the explanations of the variants, as a part of a program. */
  protected weightedSum(samples: Tensor, mask: Tensor, weights: Tensor, ...numbers: Tensor[]): Tensor {
    const [count] = weights.shape;
    const { points, scale } = this.variants(samples, numbers);
    const each = augmentBatchDim(mask, count);
    const { val } = (this.gradient as GradientAnalyzer).explained(points, () => each);
    const [, ...sample] = val.shape;
    const explained = reshape(scale ? mul(val, scale) : val, [samples.shape[0], count, ...sample]);
    return sum(mul(explained, reshape(weights, [1, count, ...sample.map(() => 1)])), 1);
  }

  /** What the analyzer of the variants is told: a reference for them if it takes one, and a seed of its own, whose draws are not those of this augmentation. */
  private innerOptions(
    options: Options,
    inputRef: Tensor | undefined,
    furtherInputs: FurtherInputs | undefined,
  ): Options {
    const { seed } = options;
    const { moreOptions } = this.analyzer;
    return {
      ...(sharedOptions(options, moreOptions) as Options),
      onProgress: undefined,
      furtherInputs,
      ...(inputRef && moreOptions.includes('inputRef') && { inputRef }),
      ...(seed !== undefined && { seed: new RandomStream(seed).integer() }),
    };
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
