import { add, div, mul, rsqrt, sub } from '@tensorflow/tfjs-core';
import { mean, sumTo } from './binary';
import { quotient, type RescaleRule } from './rescale-rule';

/** `(x - m) r s + o` with `r = 1 / sqrt(v + epsilon)`: the rules of products and of the root; with constant statistics the derivative. */
export const normalizationRule: RescaleRule = {
  inputs: ['x', 'mean', 'variance', 'scale'],
  passBack({ dy, inputs: [x, m, v, s], inputsRef: [x0, m0, v0, s0], attributes }) {
    const epsilon = attributes.varianceEpsilon as number;
    const root = () => [rsqrt(add(v, epsilon)), rsqrt(add(v0, epsilon))] as const;
    const ofCentred = () => {
      const [r, r0] = root();
      return mul(dy, mean(mul(r, s), mul(r0, s0)));
    };
    const ofGain = () => mul(dy, mean(sub(x, m), sub(x0, m0)));
    return {
      x: ofCentred,
      mean: () => sumTo(mul(ofCentred(), -1), m.shape),
      variance: () => {
        const [r, r0] = root();
        const slope = quotient(sub(r, r0), sub(v, v0), () => div(mul(r, -0.5), add(v, epsilon)));
        return sumTo(mul(mul(ofGain(), mean(s, s0)), slope), v.shape);
      },
      scale: () => sumTo(mul(ofGain(), mean(...root())), s.shape),
      offset: () => sumTo(dy, m.shape),
    };
  },
};
