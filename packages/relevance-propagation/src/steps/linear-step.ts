import type { Tensor } from '@tensorflow/tfjs-core';
import type { LinearOperation } from '../operations/linear-operation';
import { BoundLinear } from '../rules/linear-propagation';
import type { LayerParameters } from '../rules/parameters';
import { propagateLinear } from '../rules/propagate-linear';
import type { Step, StepCall } from './step';

/** How the parameters of a layer are read. */
export interface ParameterReaders {
  readonly weight?: () => Tensor;
  readonly bias?: () => Tensor;
}

/** What makes up a linear step. */
export interface LinearStepParts extends ParameterReaders {
  readonly operation: LinearOperation;
  /** Whether the operation keeps non-negative inputs non-negative, as pooling does. */
  readonly keepsSign?: boolean;
  /** The step's value, where it is another than that of the operation: layer normalization divides, too. */
  readonly evaluate?: (input: Tensor) => Tensor;
}

/**
 * A step that is linear in its input, or affine: a rule decides how relevance passes it.
 *
 * @example
 * ```ts
 * const half = { forward: (x: tf.Tensor) => tf.div(x, 2), transposed: (r: tf.Tensor) => tf.div(r, 2) };
 * new LinearStep({ operation: half, keepsSign: true }).forward([tf.tensor1d([4])]); // => [2]
 * ```
 */
export class LinearStep implements Step {
  readonly kind = 'linear';
  readonly operation: LinearOperation;
  readonly readers: ParameterReaders;

  constructor(private readonly parts: LinearStepParts) {
    this.operation = parts.operation;
    this.readers = { weight: parts.weight, bias: parts.bias };
  }

  forward([input]: readonly Tensor[]): Tensor {
    const { weight, bias } = this.parameters();
    return this.parts.evaluate?.(input) ?? new BoundLinear(this.operation, input.shape, weight, bias).affine(input);
  }

  isNonNegative([input]: readonly boolean[]): boolean {
    return input && this.parts.keepsSign === true;
  }

  propagate({ rule, type, inputs, output, relevance, nonNegative, observe }: StepCall): Tensor[] {
    const part = {
      operation: this.operation,
      parameters: this.parameters(),
      type,
      input: inputs()[0],
      output: this.parts.evaluate ? undefined : output,
      relevance,
      inputIsNonNegative: nonNegative[0],
      rule,
      observe,
    };
    return [propagateLinear(part)];
  }

  /** The parameters as they are now. */
  parameters(): LayerParameters {
    return { weight: this.readers.weight?.(), bias: this.readers.bias?.() };
  }
}
