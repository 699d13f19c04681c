import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { LinearOperation } from '../operations/linear-operation';

/** What the forward pass found already. */
export interface Evaluated {
  readonly input: Tensor;
  readonly output: () => Tensor;
}

/**
 * A linear operation with one set of (modified) parameters bound to it.
 *
 * @example
 * ```ts
 * class WholeRule extends LRPRule {
 *   override propagate({ input, relevance, original }: LinearPropagation) {
 *     return tf.mul(input, original.transposed(tf.div(relevance, original.affine(input))));
 *   }
 * }
 * String(new WholeRule()); // => 'WholeRule'
 * ```
 */
export class BoundLinear {
  constructor(
    private readonly operation: LinearOperation,
    private readonly inputShape: readonly number[],
    private readonly weight: Tensor | undefined,
    /** The bias, which broadcasts to the shape of the output. */
    readonly bias: Tensor | undefined,
    private readonly evaluated?: Evaluated,
  ) {}

  /** The operation without bias. */
  linear(input: Tensor): Tensor {
    return this.operation.forward(input, this.weight as Tensor);
  }

  /** The operation with bias: the pre-activation. Of the layer's own input and parameters it is the forward pass's. */
  affine(input: Tensor): Tensor {
    if (input === this.evaluated?.input) return this.evaluated.output();
    const z = this.linear(input);
    return this.bias ? add(z, this.bias) : z;
  }

  /** The transposed operation, without bias: from the shape of the output to the shape of the input. */
  transposed(output: Tensor): Tensor {
    const weight = this.weight && (this.operation.transposeWeight?.(this.weight) ?? this.weight);
    return this.operation.transposed(output, weight as Tensor, this.inputShape);
  }
}

/** One linear layer in one backward pass, as a rule sees it. */
export interface LinearPropagation {
  /** The layer's input, `[batch, ...]`. */
  readonly input: Tensor;
  /** The relevance of the layer's output. */
  readonly relevance: Tensor;
  /** Whether the input is known to have no negative value, so that terms of its negative part may be left out. */
  readonly inputIsNonNegative: boolean;
  /** The layer with its own parameters. */
  readonly original: BoundLinear;
  /** The layer with the parameters that the rule's `modifyWeight` and `modifyBias` made. */
  readonly modified: BoundLinear;
  /** The layer with a set of parameters that the rule's `parameterSets` names. */
  readonly with: (set: string) => BoundLinear;
  /** Hears of every division of relevance, for the conservation report. */
  readonly observe?: (division: RelevanceDivision) => void;
}

/** Where relevance went when it was divided by a denominator. */
export interface RelevanceDivision {
  /** The relevance divided by the denominator. */
  readonly quotient: Tensor;
  readonly z: Tensor;
  readonly denominator: Tensor;
  /** The part of z that is bias. */
  readonly bias?: Tensor;
}
