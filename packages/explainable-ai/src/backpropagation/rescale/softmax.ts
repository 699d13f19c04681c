import { add, div, exp, greater, log, max, mul, sub, sum, type Tensor, where } from '@tensorflow/tfjs-core';
import { quotient, type RescaleRule } from './rescale-rule';

/**
 * Through `l = x - log sum exp x`. The normalizer's difference is the mean `sum p~ (x - x0)` under probabilities p~ between those of both passes:
 * `p~ = (K0 p + K p0) / (K + K0)`, K and K0 being the Kullback-Leibler divergences of p from p0 and of p0 from p, for then
 * `sum p~ (l - l0) = 0`. It needs l alone, and does not depend on what is added to all x of a row.
 *
 * @param dy what arrives at l
 */
export function throughLogSoftmax(dy: Tensor, l: Tensor, l0: Tensor): Tensor {
  const [p, p0] = [exp(l), exp(l0)];
  const difference = sub(l, l0);
  const divergence = sum(mul(p, difference), -1, true);
  const divergenceRef = sum(mul(p0, sub(l0, l)), -1, true);
  const both = add(divergence, divergenceRef);
  const share = where(greater(both, 1e-12), div(divergenceRef, both), 1); // of p; both passes are the same below
  const between = add(mul(share, p), mul(sub(1, share), p0));
  return sub(dy, mul(between, sum(dy, -1, true)));
}

/** `exp l`: the quotient of the exponential, then the log-softmax. */
export const softmaxRule: RescaleRule = {
  inputs: ['logits'],
  passBack: ({ dy, inputs: [x], inputsRef: [x0], output, outputRef }) => ({
    logits: () => {
      const [l, l0] = [logSoftmax(x), logSoftmax(x0)];
      return throughLogSoftmax(
        mul(
          dy,
          quotient(sub(output, outputRef), sub(l, l0), () => output),
        ),
        l,
        l0,
      );
    },
  }),
};

/** Of ops, so that it stays off the tape of gradients of its own. */
function logSoftmax(x: Tensor): Tensor {
  const shifted = sub(x, max(x, -1, true));
  return sub(shifted, log(sum(exp(shifted), -1, true)));
}
