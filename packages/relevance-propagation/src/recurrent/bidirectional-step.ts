import { add, concat, mul, reverse, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Step, StepCall } from '../steps/step';
import type { RecurrentStep } from './recurrent-step';

/** How the two directions are joined. */
export type MergeMode = 'concat' | 'sum' | 'ave';

/** Two recurrent layers, one through time and one back; relevance splits by each one's part of the output. */
export class BidirectionalStep implements Step {
  readonly kind = 'other';

  constructor(
    private readonly directions: readonly [RecurrentStep, RecurrentStep],
    private readonly mergeMode: MergeMode,
    private readonly returnSequences: boolean,
  ) {}

  forward(inputs: readonly Tensor[]): Tensor {
    const [there, back] = this.outputs(inputs);
    if (this.mergeMode === 'concat') return concat([there, back], -1);
    return mul(add(there, back), this.mergeMode === 'ave' ? 0.5 : 1);
  }

  isNonNegative(): boolean {
    return false;
  }

  propagate(call: StepCall): Tensor[] {
    const shares = this.split(call).map((relevance, index) => {
      const ofStep = index === 1 ? this.inOrder(relevance) : relevance;
      return this.directions[index].propagate({ ...call, relevance: ofStep })[0];
    });
    return [add(shares[0], shares[1])];
  }

  private split({ relevance, rule, inputs, output, observe }: StepCall): Tensor[] {
    if (this.mergeMode !== 'concat') {
      const coefficient = this.mergeMode === 'ave' ? 0.5 : 1;
      const terms = this.outputs(inputs());
      const coefficients = [coefficient, coefficient];
      return rule.propagateSum({ terms, coefficients, sum: output, relevance, observe });
    }
    const axis = relevance.rank - 1;
    const size = relevance.shape.map((length, index) => (index === axis ? length / 2 : length));
    return [0, size[axis]].map((from) =>
      slice(
        relevance,
        size.map((_, index) => (index === axis ? from : 0)),
        size,
      ),
    );
  }

  private outputs(inputs: readonly Tensor[]): Tensor[] {
    const [there, back] = this.directions.map((step) => step.forward(inputs));
    return [there, this.inOrder(back)];
  }

  /** The backward direction's sequence, turned round. */
  private inOrder(sequence: Tensor): Tensor {
    return this.returnSequences ? reverse(sequence, 1) : sequence;
  }
}
