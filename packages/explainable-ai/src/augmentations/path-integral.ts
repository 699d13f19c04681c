import { cast, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  type Attribution,
  type ModelView,
  type OutputSelector,
  ProgramAnalyzer,
  selectedValues,
} from 'xai-base';
import { completenessError } from '../references/completeness-error';

/** The integral of a gradient along the way from a reference, as a pure program: `[batch, ...]`. */
export type Integral = (input: Tensor, mask: Tensor, weights: Tensor, ...numbers: Tensor[]) => Tensor;

/**
 * An integration of a gradient as one program: the outputs at the input and at the reference, the mask, the integral, and by how much it is off. A small
 * network is asked for them once, and not for each.
 */
export class PathIntegral extends ProgramAnalyzer {
  readonly name = 'PathIntegral';
  protected override readonly measures = ['completenessError', 'expectedValue'];

  constructor(
    view: ModelView,
    private readonly integral: Integral,
  ) {
    super(view);
  }

  /**
   * The attribution of a batch, the outputs, the mask, the completeness errors and the outputs at the reference.
   *
   * @param inputs the batch, the reference, the weights of the points, and the numbers of the points
   */
  integrate(inputs: readonly Tensor[], selector: OutputSelector, options: AnalyzeOptions): Promise<Tensor[]> {
    return this.runBatch(inputs, selector, options);
  }

  protected attribute(
    input: Tensor,
    select: (output: Tensor) => Tensor,
    ...[reference, weights, ...numbers]: Tensor[]
  ): Attribution {
    const x = cast(input, 'float32');
    const [output, atReference] = [x, cast(reference, 'float32')].map((point) => this.model.forward(point));
    const mask = select(output);
    const val = mul(this.integral(input, mask, weights, ...numbers), sub(x, reference));
    const measures = {
      completenessError: completenessError(val, output, atReference, mask),
      expectedValue: selectedValues(mask, atReference),
    };
    return { val, output, mask, measures };
  }
}
