import type { Tensor } from '@tensorflow/tfjs-core';
import type { LinearOperation } from '../operations/linear-operation';
import { BoundLinear, type Evaluated, type LinearPropagation } from '../rules/linear-propagation';
import type { ParameterReaders, PreparedSets } from './parameter-store';
import type { Step, StepCall } from './step';

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
    return this.parts.evaluate?.(input) ?? this.own(input.shape).affine(input);
  }

  isNonNegative([input]: readonly boolean[]): boolean {
    return input && this.parts.keepsSign === true;
  }

  propagate({ rule, sets, parameters, inputs, output, relevance, nonNegative, observe }: StepCall): Tensor[] {
    const [input] = inputs();
    const { operation } = this;
    const evaluated = this.parts.evaluate ? undefined : { input, output };
    const own = this.own(input.shape, evaluated);
    const bind = ({ weight, transposedWeight, bias, isOwn }: PreparedSets[string]) => {
      const [forward, back, offset] = [weight, transposedWeight, bias].map((source) => source?.(parameters));
      return new BoundLinear(operation, input.shape, forward, back, offset, isOwn ? evaluated : undefined);
    };
    const layer: LinearPropagation = {
      input,
      relevance,
      inputIsNonNegative: nonNegative[0],
      original: own,
      modified: sets.modified ? bind(sets.modified) : own,
      with: (set) => bind(sets[set]),
      observe,
    };
    return [rule.propagate(layer)];
  }

  private own(inputShape: readonly number[], evaluated?: Evaluated): BoundLinear {
    const { weight, bias } = this.readers;
    return new BoundLinear(this.operation, inputShape, weight?.(), undefined, bias?.(), evaluated);
  }
}
