import { add, div, engine, mul, neg, reshape, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { quotient, type RescaleRule } from './rescale-rule';

/** What both orders of replacing the reference by the input give each of two inputs: their Shapley values, which sum to the whole difference. */
function binary(
  multipliers: (a: Tensor, a0: Tensor, b: Tensor, b0: Tensor) => { a: () => Tensor; b: () => Tensor },
): RescaleRule {
  return {
    inputs: ['a', 'b'],
    passBack({ dy, inputs: [a, b], inputsRef: [a0, b0] }) {
      const each = multipliers(a, a0, b, b0);
      return { a: () => sumTo(mul(dy, each.a()), a.shape), b: () => sumTo(mul(dy, each.b()), b.shape) };
    },
  };
}

/** `a b`: each factor counts the mean of the other. */
export const productRule = binary((a, a0, b, b0) => ({ a: () => mean(b, b0), b: () => mean(a, a0) }));

/** `a / b`: the mean of 1 / b for a; the mean of a times the quotient of differences of 1 / b, `-1 / (b b0)`, for b. */
export const ratioRule = binary((a, a0, b, b0) => ({
  a: () => mean(div(1, b), div(1, b0)),
  b: () => neg(div(mean(a, a0), mul(b, b0))),
}));

/** `(a - b)^2`: the difference rises by `(d + d0)` for each step of d = a - b. */
export const squaredDifferenceRule = binary((a, a0, b, b0) => {
  const both = () => add(sub(a, b), sub(a0, b0));
  return { a: both, b: () => neg(both()) };
});

/** Any other function of two values, such as a maximum or a power, by evaluating it at the mixed pairs. */
export function shapleyRule(names: readonly [string, string] = ['a', 'b']): RescaleRule {
  return {
    inputs: names,
    passBack({ kernelName, attributes, dy, inputs: [a, b], inputsRef: [a0, b0], output, outputRef, own }) {
      const mixed = (first: Tensor, second: Tensor) =>
        engine().runKernel(kernelName, { [names[0]]: first, [names[1]]: second }, attributes) as Tensor;
      const rise = (ownRise: Tensor, otherRise: Tensor) => mul(dy, div(add(ownRise, otherRise), 2));
      const derivative = (name: string) => () => own(dy, [a, b], output)[name]();
      return {
        [names[0]]: () => {
          const share = rise(sub(output, mixed(a0, b)), sub(mixed(a, b0), outputRef));
          return shared(share, sub(a, a0), derivative(names[0]));
        },
        [names[1]]: () => {
          const share = rise(sub(output, mixed(a, b0)), sub(mixed(a0, b), outputRef));
          return shared(share, sub(b, b0), derivative(names[1]));
        },
      };
    },
  };
}

/** What an input that was broadcast gets: the sum over the axes that it does not have. */
function shared(share: Tensor, difference: Tensor, derivative: () => Tensor): Tensor {
  return quotient(sumTo(share, difference.shape), difference, derivative);
}

/** The mean of what stands at the input and at the reference. */
export function mean(one: Tensor, other: Tensor): Tensor {
  return one.dataId === other.dataId ? one : div(add(one, other), 2);
}

/** Sums a tensor down to the shape that was broadcast to its own. */
export function sumTo(x: Tensor, shape: number[]): Tensor {
  const missing = x.rank - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < missing || (shape[axis - missing] === 1 && length > 1) ? [axis] : [],
  );
  return axes.length === 0 ? x : reshape(sum(x, axes), shape);
}
