import { add, expandDims, gather, mul, reshape, sub, type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  checkInput,
  type Explanation,
  type Model,
  type OutputSelector,
  RandomStream,
  ShapeError,
  settledInput,
  TensorBag,
} from 'xai-base';
import { Gradient } from '../gradients/gradient';
import { Augmentation, type AugmentationOptions } from './augmentation';
import type { VariantNumbers, Variants } from './variants';

/** Options of {@link GradientSHAP}. */
export interface GradientSHAPOptions extends AugmentationOptions {
  /** Makes the draws repeatable; the `seed` of the analysis goes before it. */
  seed?: number;
}

/** Where an analysis finds the background, its numbers in an array of their type. */
const settled = Symbol('settled background');

interface Settled {
  readonly [settled]?: Tensor;
}

/**
 * Expected gradients: integrated gradients, averaged over the references of a background data set. Each draw takes a
 * reference x0 from the background and a point `x0 + t (x - x0)` with t uniform in [0, 1], and gives `(x - x0)` times
 * the gradient there. In expectation `sum(val) = f(x) - E f(background)`: Shapley values, where the model
 * is linear between inputs and the features are independent. `extras.seed` repeats the analysis.
 *
 * The t are stratified: the k-th of n draws lies in the k-th of n equal parts of [0, 1], which lowers the variance.
 * All samples of a batch get the same draws.
 *
 * `val` has the input's shape.
 *
 * @see G. Erion, J. D. Janizek, P. Sturmfels, S. M. Lundberg, S.-I. Lee: Improving performance of deep learning models
 * with axiomatic attribution priors and expected gradients (2021)
 * @see S. M. Lundberg, S.-I. Lee: A Unified Approach to Interpreting Model Predictions (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.mul(x, 2), 1, true);
 * const background = tf.tensor2d([[1, 1]]);
 * (await analyze(tf.tensor2d([[2, 0]]), new GradientSHAP(model, background, 5))).val; // => [[2, -2]]
 * ```
 */
export class GradientSHAP extends Augmentation {
  protected static override readonly optionNames: readonly string[] = ['batchSize', 'seed'];
  readonly name = 'GradientSHAP';

  /**
   * @param model any model that has gradients
   * @param background the references, `[references, ...]` with the shape of a sample; stays the caller's
   * @param n how many draws
   */
  constructor(
    model: Model,
    private readonly background: Tensor,
    n = 50,
    private readonly options: GradientSHAPOptions = {},
  ) {
    super(new Gradient(model), n, options);
  }

  override get unit(): string {
    return 'output';
  }

  protected async explain(input: Tensor, selector: OutputSelector, options: AnalyzeOptions): Promise<Explanation> {
    this.checkQuantities('goes from references to the input');
    await checkBackground(this.background, input);
    const seed = options.seed ?? this.options.seed ?? new RandomStream().seed;
    const bag = new TensorBag();
    try {
      const background = await settledInput(this.background, bag);
      const own: AnalyzeOptions & Settled = { ...options, seed, [settled]: background };
      return await this.explainSum(input, selector, own, { seed });
    } finally {
      bag.dispose();
    }
  }

  protected start({ seed, [settled]: background = this.background }: AnalyzeOptions & Settled): VariantNumbers {
    const stream = new RandomStream(seed);
    const [references] = background.shape;
    let draws: { reference: number; position: number }[];
    return (samples, { begin, first, count }) => {
      const [, ...sample] = samples.shape;
      if (begin === 0) {
        draws = Array.from({ length: count }, (_, k) => ({
          reference: Math.floor(stream.uniform() * references),
          position: (first + k + stream.uniform()) / this.n,
        }));
      }
      const drawn = tensor1d(
        draws.map(({ reference }) => reference),
        'int32',
      );
      const t = tensor(
        draws.map(({ position }) => position),
        [1, count, ...sample.map(() => 1)],
      );
      return [t, expandDims(gather(background, drawn), 0)]; // the references: [1, count, ...]
    };
  }

  protected variants(samples: Tensor, [t, references]: readonly Tensor[]): Variants {
    const difference = sub(expandDims(samples, 1), references); // [samples, count, ...]
    const [size, count, ...sample] = difference.shape;
    const flat = (variants: Tensor) => reshape(variants, [size * count, ...sample]);
    return { points: flat(add(references, mul(t, difference))), scale: flat(difference) };
  }
}

async function checkBackground(background: Tensor, input: Tensor): Promise<void> {
  await checkInput(background, 'background');
  const [, ...sample] = input.shape;
  if (String(background.shape.slice(1)) === String(sample)) return;
  const expected = `[references, ${sample}]`;
  throw new ShapeError(`background has shape [${background.shape}]; expected ${expected}.`, {
    argument: 'background',
    value: background.shape,
    expected,
  });
}
