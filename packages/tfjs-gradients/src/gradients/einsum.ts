import { Einsum, type EinsumAttrs, mul, ones, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { contract, type Labelled, parseEquation } from '../arithmetic/einsum';
import { defineGradient } from '../define';

/**
 * A sum of products: the gradient of one factor is the sum of products of dy and the other factor, repeated along the
 * axes that were summed away on their own. Stock tfjs has none.
 */
export const einsumGradient = defineGradient<EinsumAttrs>({
  kernelName: Einsum,
  saveAllInputs: true,
  gradFunc: (dy, factors, { equation }) => {
    const { terms, output } = parseEquation(equation);
    const entries = factors.map((factor, index) => {
      const other: Labelled | undefined = factors[1 - index] && {
        labels: terms[1 - index],
        tensor: factors[1 - index],
      };
      return [index, () => gradientOf({ labels: terms[index], tensor: factor }, other, { labels: output, tensor: dy })];
    });
    return Object.fromEntries(entries);
  },
});

function gradientOf(factor: Labelled, other: Labelled | undefined, dy: Labelled): Tensor {
  const known = factor.labels.filter((label) => dy.labels.includes(label) || other?.labels.includes(label));
  const gradient = contract(dy, other, known);
  const withLostAxes = factor.tensor.shape.map((length, axis) => (known.includes(factor.labels[axis]) ? length : 1));
  return mul(reshape(gradient, withLostAxes), ones(factor.tensor.shape));
}
