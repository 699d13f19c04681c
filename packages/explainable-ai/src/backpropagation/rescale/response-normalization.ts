import { add, div, matMul, mul, pow, reshape, square, sub, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { quotient, type RescaleRule } from './rescale-rule';

/** `x (bias + alpha S)^-beta`, S being the sum of the squares of the neighbouring channels: the rules of product, power and square. */
export const responseNormalizationRule: RescaleRule = {
  inputs: ['x'],
  passBack: ({ dy, inputs: [x], inputsRef: [x0], attributes }) => ({
    x: () => {
      const { depthRadius, bias, alpha, beta } = attributes as Record<string, number>;
      const channels = x.shape[x.rank - 1];
      const near = Array.from({ length: channels }, (_, a) =>
        Array.from({ length: channels }, (_, b) => (Math.abs(a - b) <= depthRadius ? 1 : 0)),
      );
      const overNeighbours = (values: Tensor) =>
        reshape(matMul(reshape(values, [-1, channels]), tensor2d(near)), x.shape);
      const [s, s0] = [overNeighbours(square(x)), overNeighbours(square(x0))];
      const gain = (sums: Tensor) => pow(add(bias, mul(alpha, sums)), -beta);
      const [g, g0] = [gain(s), gain(s0)];
      const slope = () => mul(-alpha * beta, pow(add(bias, mul(alpha, s)), -beta - 1));
      const ofGain = mul(mul(dy, div(add(x, x0), 2)), quotient(sub(g, g0), sub(s, s0), slope));
      return add(mul(dy, div(add(g, g0), 2)), mul(overNeighbours(ofGain), add(x, x0)));
    },
  }),
};
