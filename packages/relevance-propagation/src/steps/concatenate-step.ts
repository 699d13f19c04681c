import { concat, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Step, StepCall } from './step';

/** Inputs side by side: each gets its part of the relevance. */
export class ConcatenateStep implements Step {
  readonly kind = 'other';

  constructor(private readonly axis: number) {}

  forward(inputs: readonly Tensor[]): Tensor {
    return concat([...inputs], this.axisOf(inputs[0]));
  }

  isNonNegative(inputs: readonly boolean[]): boolean {
    return inputs.every(Boolean);
  }

  propagate({ inputs, relevance }: StepCall): Tensor[] {
    const axis = this.axisOf(relevance);
    let from = 0;
    return inputs().map(({ shape }) => {
      const begin = shape.map((_, index) => (index === axis ? from : 0));
      from += shape[axis];
      return slice(relevance, begin, shape);
    });
  }

  private axisOf({ rank }: Tensor): number {
    return this.axis < 0 ? this.axis + rank : this.axis;
  }
}
