import { add, concat, mul, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  Analyzer,
  checkPositiveInteger,
  type Explanation,
  MaskSelector,
  type OutputSelector,
  TensorBag,
} from 'xai-base';
import { type Chunk, defaultBatchSize, forEachChunk } from '../execution/for-each-chunk';
import type { ReferenceOptions } from '../references/reference-options';
import { augmentBatchDim } from './augment-batch-dim';
import { reduceAugmentation } from './reduce-augmentation';

/** Options of the augmentations' constructors. */
export interface AugmentationOptions {
  /** How many augmented samples run at once; by default what suits the size of a sample. */
  batchSize?: number;
}

/** Some of the augmented variants of some of the samples. */
export interface Variants {
  /** `[samples * count, ...]`: all variants of the first sample, then all of the second, ... */
  readonly points: Tensor;
  /** What the explanations of the points are multiplied by, if anything; of the shape of the points. */
  readonly scale?: Tensor;
}

/** Makes a chunk's variants of its samples; called inside `tidy`, in order. */
export type Augment = (samples: Tensor, chunk: Chunk) => Variants;

/**
 * The base of the augmentations: explains n variants of each sample with another analyzer, in batches, and adds up the
 * weighted explanations as they come, so that memory does not grow with n. The output to explain is selected once, on
 * the clean input.
 */
export abstract class Augmentation<Options extends AnalyzeOptions = AnalyzeOptions> extends Analyzer<Options> {
  /**
   * @param analyzer explains the variants
   * @param n how many variants of each sample
   * @throws {ValueError} when n or the batch size is not an integer of at least 1
   */
  constructor(
    protected readonly analyzer: Analyzer<Options>,
    readonly n: number,
    private readonly augmentation: AugmentationOptions = {},
  ) {
    super();
    checkPositiveInteger('n', n);
    if (augmentation.batchSize !== undefined) checkPositiveInteger('batchSize', augmentation.batchSize);
  }

  override predict(input: Tensor, options?: Options): Promise<Tensor> {
    return this.analyzer.predict(input, options);
  }

  /** Starts a series of variants. Each call must start the same series, so that a batch gives the numbers of its samples. */
  protected abstract start(options: Options): Augment;

  /** What the variant `k` counts in the sum. */
  protected weight(_k: number): number {
    return 1 / this.n;
  }

  /**
   * Explains the variants.
   *
   * @param input `[batch, ...]`
   * @param mask of what to explain, `[batch, classes]`
   * @returns the weighted sum of the explanations, `[batch, ...]`
   */
  protected async sumOfVariants(input: Tensor, mask: Tensor, options: Options): Promise<Tensor> {
    const [batch] = input.shape;
    const atOnce = options.batchSize ?? this.augmentation.batchSize ?? defaultBatchSize(input);
    const bag = new TensorBag();
    try {
      const sums: Tensor[] = [];
      let augment: Augment;
      await forEachChunk(batch, this.n, atOnce, options, async (chunk) => {
        if (chunk.first === 0) augment = this.start(options);
        const part = bag.add(await this.explainChunk(chunk, augment, input, mask, options));
        if (chunk.first === 0) {
          sums.push(part);
          return;
        }
        const sum = sums.pop() as Tensor;
        sums.push(bag.add(add(sum, part)));
        bag.free(sum, part);
      });
      return concat(sums);
    } finally {
      bag.dispose();
    }
  }

  /** The sum of the variants' explanations as the explanation of the input. */
  protected async explainSum(
    input: Tensor,
    selector: OutputSelector,
    options: Options,
    extras: Record<string, unknown>,
  ): Promise<Explanation> {
    const bag = new TensorBag();
    try {
      const output = bag.add(await this.predict(input, options));
      const mask = bag.add(tidy(() => selector.select(output)));
      const val = bag.add(await this.sumOfVariants(input, mask, options));
      const explanation = await this.explanation({ val, input, output, mask, extras });
      bag.release(val, output);
      return explanation;
    } finally {
      bag.dispose();
    }
  }

  private async explainChunk(
    chunk: Chunk,
    augment: Augment,
    input: Tensor,
    mask: Tensor,
    options: Options,
  ): Promise<Tensor> {
    const { begin, size, first, count } = chunk;
    const { inputRef } = options as ReferenceOptions;
    const bag = new TensorBag();
    const repeat = (tensor: Tensor) => bag.add(tidy(() => augmentBatchDim(slice(tensor, begin, size), count)));
    try {
      const variants = tidy(() => ({ ...augment(slice(input, begin, size), chunk) }));
      const points = bag.add(variants.points);
      const scale = variants.scale && bag.add(variants.scale);
      const explanation = await this.analyzer.analyze(points, new MaskSelector(repeat(mask)), {
        ...options,
        onProgress: undefined,
        ...(inputRef && inputRef.shape[0] > 1 && { inputRef: repeat(inputRef) }),
      });
      const val = bag.add(explanation.val.clone());
      explanation.dispose();
      const weights = Array.from({ length: count }, (_, k) => this.weight(first + k));
      return tidy(() => reduceAugmentation(scale ? mul(val, scale) : val, count, weights));
    } finally {
      bag.dispose();
    }
  }
}
