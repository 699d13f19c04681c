import { add, div, split, squeeze, stack, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Step, StepCall } from '../steps/step';
import type { Cell, Divide, Memory } from './cell';

/** How a recurrent layer goes through time. */
export interface RecurrentOptions {
  readonly goBackwards: boolean;
  readonly returnSequences: boolean;
}

/**
 * A recurrent layer, unrolled over time. Of a rule it takes the stabilizer (`modifyDenominator`): relevance is shared
 * by contribution.
 */
export class RecurrentStep implements Step {
  readonly kind = 'other';

  constructor(
    private readonly cell: Cell,
    private readonly options: RecurrentOptions,
  ) {}

  forward([input]: readonly Tensor[]): Tensor {
    const memories = this.memories(this.inTime(input)).slice(1);
    const hidden = memories.map((memory) => memory.hidden);
    return this.options.returnSequences ? stack(hidden, 1) : hidden[hidden.length - 1];
  }

  isNonNegative(): boolean {
    return false;
  }

  propagate({ rule, inputs, relevance, observe }: StepCall): Tensor[] {
    const [input] = inputs();
    const steps = this.inTime(input);
    const memories = this.memories(steps);
    const given = this.options.returnSequences ? split(relevance, steps.length, 1).map((one) => squeeze(one, [1])) : [];
    let state = this.options.returnSequences ? this.empty(input) : { ...this.empty(input), hidden: relevance };
    const divide: Divide = (arrived, z, bias) => {
      const denominator = rule.modifyDenominator(z);
      const quotient = div(arrived, denominator);
      observe?.({ quotient, z, denominator, bias });
      return quotient;
    };
    const shares: Tensor[] = [];
    for (let time = steps.length - 1; time >= 0; time--) {
      const arrived = given[time] ? { ...state, hidden: add(state.hidden, given[time]) } : state;
      const step = this.cell.backward(arrived, steps[time], memories[time], divide);
      shares[time] = step.input;
      state = step.before;
    }
    return [stack(this.options.goBackwards ? shares.reverse() : shares, 1)];
  }

  /** The memory before the first step, and after each. */
  private memories(steps: readonly Tensor[]): Memory[] {
    const memories = [this.empty(steps[0])];
    for (const step of steps) memories.push(this.cell.forward(step, memories[memories.length - 1]));
    return memories;
  }

  private empty({ shape: [batch] }: Tensor): Memory {
    const nothing = () => zeros([batch, this.cell.units]);
    return this.cell.hasCarry ? { hidden: nothing(), carry: nothing() } : { hidden: nothing() };
  }

  /** The time steps of a series `[batch, time, channels]`, in the order of the layer. */
  private inTime(series: Tensor): Tensor[] {
    const steps = split(series, series.shape[1] as number, 1).map((one) => squeeze(one, [1]));
    return this.options.goBackwards ? steps.reverse() : steps;
  }
}
