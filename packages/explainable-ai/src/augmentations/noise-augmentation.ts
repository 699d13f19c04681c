import { add, cast, expandDims, reshape, type Tensor, tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Analyzer,
  type Explanation,
  type HeatmapKind,
  type OutputSelector,
  RandomStream,
  wrongValue,
} from 'xai-base';
import { Augmentation, type AugmentationOptions } from './augmentation';
import type { VariantNumbers, Variants } from './variants';

/** Options of {@link NoiseAugmentation}. */
export interface NoiseOptions extends AugmentationOptions {
  /** Makes the noise repeatable; the `seed` of the analysis goes before it. */
  seed?: number;
}

/** A source of random numbers, such as those of d3-random. */
export type Sampler = () => number;

/**
 * Smooths the explanations of any analyzer: the mean over n draws of the explanation at input + noise. The output to
 * explain is selected once, on the clean input. `extras.seed` holds the seed that repeats the analysis.
 *
 * All samples of a batch get the same n draws, so a batch gives the same numbers as its samples one by one; the
 * numbers depend neither on the backend nor on the batch size.
 *
 * `val` has the shape of the analyzer's.
 *
 * @see D. Smilkov, N. Thorat, B. Kim, F. Viégas, M. Wattenberg: SmoothGrad: removing noise by adding noise (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * const smooth = new NoiseAugmentation(new Gradient(model), 20, 0.5, { seed: 42 });
 * const { val } = await analyze(tf.tensor2d([[1, -3]]), smooth);
 * val.shape; // => [1, 2]
 * ```
 */
export class NoiseAugmentation<Options extends AnalyzeOptions = AnalyzeOptions> extends Augmentation<Options> {
  protected static override readonly optionNames: readonly string[] = ['batchSize', 'seed'];
  readonly name: string;
  override readonly heatmap: HeatmapKind;

  /**
   * @param analyzer any analyzer of any package
   * @param n how many draws
   * @param noise the standard deviation of normal noise (not its square), in units of the input; or a sampler
   * @throws {ValueError} for a standard deviation that is negative or not finite
   */
  constructor(
    analyzer: Analyzer<Options>,
    n = 50,
    readonly noise: number | Sampler = 1,
    private readonly options: NoiseOptions = {},
  ) {
    super(analyzer, n, options);
    this.name = `NoiseAugmentation(${analyzer.name})`;
    this.heatmap = analyzer.heatmap;
    if (typeof noise === 'function' || (Number.isFinite(noise) && noise >= 0)) return;
    const expected = 'a standard deviation of at least 0, or a sampler () => number';
    throw wrongValue('noise', noise, expected);
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: Options): Promise<Explanation> {
    this.checkQuantities('adds noise to the input');
    const seed = options.seed ?? this.options.seed ?? new RandomStream().seed;
    return this.explainSum(input, selector, { ...options, seed }, { seed });
  }

  protected start({ seed }: Options): VariantNumbers {
    const stream = new RandomStream(seed);
    const { noise } = this;
    let values: Float32Array; // [count, ...]
    return (samples, { begin, size, count }) => {
      if (begin === 0) {
        values = new Float32Array((count * samples.size) / size);
        if (typeof noise === 'number') {
          stream.fillNormal(values);
          for (let index = 0; index < values.length; index++) values[index] *= noise;
        } else for (let index = 0; index < values.length; index++) values[index] = noise();
      }
      return [tensor(values, [1, count, ...samples.shape.slice(1)])];
    };
  }

  protected variants(samples: Tensor, [noise]: readonly Tensor[]): Variants {
    const noisy = add(expandDims(cast(samples, 'float32'), 1), noise); // [samples, count, ...]
    const [size, count, ...sample] = noisy.shape;
    return { points: reshape(noisy, [size * count, ...sample]) };
  }
}
