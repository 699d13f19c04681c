import { cast, mul, type Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Attribution,
  eagerExecutor,
  type OutputSelector,
  type Program,
  ProgramAnalyzer,
} from 'xai-base';
import type { GradientAnalyzer } from '../gradients/gradient-analyzer';
import { augmentBatchDim } from './augment-batch-dim';
import { sumByWeights } from './reduce-augmentation';
import type { MakeVariants } from './variants';

/**
 * An augmentation of a gradient as pure programs: the weighted sum over the variants of a batch, by itself or with the outputs that the selection is made from.
 * A small network is asked for all of it once, and not for each.
 */
export class AugmentedGradient extends ProgramAnalyzer {
  readonly name: string = 'AugmentedGradient';

  constructor(
    protected readonly gradient: GradientAnalyzer,
    private readonly variants: MakeVariants,
  ) {
    super(gradient.explainedModel);
  }

  /**
   * The attribution of a batch with the outputs, by one run.
   *
   * @param inputs the batch, the weights of all variants, and their numbers
   */
  async explainBatch(
    inputs: readonly Tensor[],
    selector: OutputSelector,
    options: AnalyzeOptions,
  ): Promise<Attribution> {
    const [val, output, mask, ...measures] = await this.runBatch(inputs, selector, options);
    return { val, output, mask, measures: Object.fromEntries(this.measures.map((name, k) => [name, measures[k]])) };
  }

  /**
   * The weighted sum of the explanations of some variants, by one run.
   *
   * @param inputs the samples, the mask of what is explained, the weights of the variants, and their numbers
   */
  async sum(inputs: readonly Tensor[], { executor = eagerExecutor }: AnalyzeOptions): Promise<Tensor> {
    const [sum] = await executor.run(this.summing, inputs);
    return sum;
  }

  protected attribute(
    input: Tensor,
    select: (output: Tensor) => Tensor,
    ...[weights, ...numbers]: Tensor[]
  ): Attribution {
    const output = this.model.forward(cast(input, 'float32'));
    const mask = select(output);
    return { val: this.weightedSum(input, mask, weights, numbers), output, mask };
  }

  /** One function, as an executor knows by it what it has compiled. */
  private readonly summing: Program = (samples, mask, weights, ...numbers) => [
    this.weightedSum(samples, mask, weights, numbers),
  ];

  private weightedSum(samples: Tensor, mask: Tensor, weights: Tensor, numbers: readonly Tensor[]): Tensor {
    const { points, scale } = this.variants(samples, numbers);
    const each = augmentBatchDim(mask, weights.size);
    const { val } = this.gradient.explained(points, () => each);
    return sumByWeights(scale ? mul(val, scale) : val, weights);
  }
}
