import { mul, sub } from '@tensorflow/tfjs-core';
import { quotient, type RescaleRule } from './rescale-rule';

/** A function of one value, such as an activation: `dy (f(x) - f(x0)) / (x - x0)`. */
export const unaryRule: RescaleRule = {
  inputs: ['x'],
  passBack: ({ dy, inputs: [x], inputsRef: [x0], output, outputRef, own }) => ({
    x: () => quotient(mul(dy, sub(output, outputRef)), sub(x, x0), () => own(dy, [x], output).x()),
  }),
};
