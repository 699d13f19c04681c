import { add, maximum, minimum, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { quotient, type RescaleRule } from './rescale-rule';

/**
 * The largest of several values: the winner of x takes what the output rises from the reference's to the larger of the two, the winner of
 * x0 the rest.
 *
 * @see S. M. Lundberg, S.-I. Lee: A Unified Approach to Interpreting Model Predictions (2017); the rule of DeepSHAP's max-pooling
 */
export const largestRule = extremum(maximum);

/** The smallest of several values: the same, upside down. */
export const smallestRule = extremum(minimum);

/** The largest sum with a filter, whose weights are the same at the reference. */
export const dilationRule: RescaleRule = { ...largestRule, inputs: ['x', 'filter'] };

function extremum(outer: (a: Tensor, b: Tensor) => Tensor): RescaleRule {
  return {
    inputs: ['x'],
    passBack: ({ dy, inputs, inputsRef, output, outputRef, own }) => ({
      x: () => {
        const between = outer(output, outputRef);
        const ofWinner = own(mul(dy, sub(between, outputRef)), inputs, output).x();
        const ofReference = own(mul(dy, sub(output, between)), inputsRef, outputRef).x();
        return quotient(add(ofWinner, ofReference), sub(inputs[0], inputsRef[0]), () => own(dy, inputs, output).x());
      },
    }),
  };
}
