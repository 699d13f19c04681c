import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, type RandomStream, sizeOf } from 'xai-base';
import type { EvaluationBatch } from '../evaluation/batches';
import { sampleStream } from '../numbers/sample-stream';
import { checkSetting } from '../task/check-settings';

/** Which samples of a benchmark: those to learn from, or others. */
export type Part = 'train' | 'validation' | 'test';

/** One sample whose truth is known, row-major. */
export interface KnownSample {
  readonly values: ArrayLike<number>;
  /** Its class. */
  readonly label: number;
  /** 1 where it is told which class this is, 0 elsewhere. */
  readonly mask: ArrayLike<number>;
  /** What each feature counts, with its sign, where that is known. */
  readonly truth?: ArrayLike<number>;
}

/** Samples of a benchmark, as `evaluate` takes them. */
export interface KnownBatch extends EvaluationBatch {
  /** The classes, which are what is to be explained. */
  readonly target: number[];
  readonly masks: Tensor;
}

/** Which samples, and how many at once. */
export interface BatchOptions {
  /** `'test'` by default. */
  part?: Part;
  /** 64 by default. */
  batchSize?: number;
  /** The number of the first one, 0 by default. */
  first?: number;
}

/**
 * A benchmark: samples that are generated, so that it is known what in them tells their class. Sample by sample: each follows from the seed, the part
 * and its number alone, whatever the batches are, and no more than a batch is held. Classes take turns. One of one's own says what a sample is.
 *
 * @example
 * ```ts
 * class LargeOne extends KnownTruth {
 *   readonly name = 'LargeOne';
 *   readonly shape = [4];
 *   readonly maskShape = [4];
 *   readonly classes = 4;
 *   readonly dtype = 'float32';
 *   protected draw(stream: RandomStream, label: number) {
 *     const mask = [0, 1, 2, 3].map((place) => Number(place === label));
 *     return { values: mask.map((there) => 3 * there + stream.uniform()), label, mask };
 *   }
 * }
 * const { target, masks, input } = new LargeOne(7).batch(2);
 * target; // => [0, 1]
 * masks; // => [[1, 0, 0, 0], [0, 1, 0, 0]]
 * input.dispose();
 * ```
 */
export abstract class KnownTruth {
  abstract readonly name: string;
  /** The shape of a sample, channels last. */
  abstract readonly shape: readonly number[];
  /** The shape of a mask: the sample's, or that without its channels. */
  abstract readonly maskShape: readonly number[];
  abstract readonly classes: number;
  abstract readonly dtype: 'float32' | 'int32';

  /** @param seed of all that is drawn */
  constructor(readonly seed: number = 0) {
    checkSetting('seed', seed, Number.isSafeInteger(seed), 'an integer');
  }

  /** A sample of a class. */
  protected abstract draw(stream: RandomStream, label: number, part: Part): KnownSample;

  /** The sample of a number. */
  sample(number: number, part: Part = 'test'): KnownSample {
    const stream = sampleStream(this.seed, `${this.name}/${part}`, number);
    return this.draw(stream, number % this.classes, part);
  }

  /**
   * Samples as tensors, which are the caller's.
   *
   * @throws {ValueError} for a count that is none
   */
  batch(count: number, options: Omit<BatchOptions, 'batchSize'> = {}): KnownBatch {
    checkPositiveInteger('count', count);
    const { part = 'test', first = 0 } = checked(options);
    const samples = Array.from({ length: count }, (_, k) => this.sample(first + k, part));
    const rows = (
      of: (sample: KnownSample) => ArrayLike<number>,
      shape: readonly number[],
      dtype: 'float32' | 'int32',
    ) => {
      const size = sizeOf(shape);
      const values = dtype === 'int32' ? new Int32Array(count * size) : new Float32Array(count * size);
      for (const [k, sample] of samples.entries()) values.set(of(sample), k * size);
      return tensor(values, [count, ...shape], dtype);
    };
    const hasTruth = samples[0].truth !== undefined;
    return {
      input: rows(({ values }) => values, this.shape, this.dtype),
      target: samples.map(({ label }) => label),
      masks: rows(({ mask }) => mask, this.maskShape, 'int32'),
      ...(hasTruth && { truth: rows(({ truth }) => truth as ArrayLike<number>, this.shape, 'float32') }),
    };
  }

  /**
   * Samples in batches, one after the other; each is freed when the next is asked for. It can be gone through again.
   *
   * @throws {ValueError} for counts that are none
   */
  batches(count: number, options: BatchOptions = {}): Iterable<KnownBatch> {
    checkPositiveInteger('count', count);
    const { batchSize = 64, first = 0, part } = checked(options);
    const makeBatch = (done: number) => this.batch(Math.min(batchSize, count - done), { first: first + done, part });
    return {
      *[Symbol.iterator]() {
        for (let done = 0; done < count; done += batchSize) {
          const batch = makeBatch(done);
          try {
            yield batch;
          } finally {
            for (const one of [batch.input, batch.masks, batch.truth]) one?.dispose();
          }
        }
      },
    };
  }
}

function checked(options: BatchOptions): BatchOptions {
  checkKeys(options, ['part', 'batchSize', 'first'], 'A benchmark');
  const { part = 'test', batchSize = 64, first = 0 } = options;
  checkSetting('part', part, ['train', 'validation', 'test'].includes(part), "'train', 'validation' or 'test'");
  checkPositiveInteger('batchSize', batchSize);
  checkSetting('first', first, Number.isSafeInteger(first) && first >= 0, 'an integer of at least 0');
  return options;
}
