import {
  abs,
  add,
  concat,
  div,
  type GradConfig,
  getGradient,
  less,
  maximum,
  mul,
  type NamedAttrMap,
  onesLike,
  slice,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';

/** Below this difference of inputs, the derivative takes the place of the quotient of differences. */
const smallestDifference = 1e-10;

/** Functions of one value, such as activations. */
const elementwise = ['Relu', 'Relu6', 'Elu', 'Selu', 'LeakyRelu', 'Sigmoid', 'Tanh', 'Softplus', 'ClipByValue'];

/** Functions that pick the largest of several values. */
const pooling = ['MaxPool', 'MaxPool3D', 'Max'];

/**
 * Gradients of nonlinear ops by DeepLift's rescale rule, for a batch whose first half are the inputs and whose second
 * half are their references: the multiplier `(f(x) - f(x0)) / (x - x0)` in the place of the derivative. Both
 * halves get the same.
 */
export function rescaleGradients(): GradConfig[] {
  loadGradients();
  return [
    ...elementwise.map((kernelName) => rescaled(kernelName, multiplyDifferences)),
    ...pooling.map((kernelName) => rescaled(kernelName, poolDifferences)),
  ];
}

/** What a rule sees of an op: halves of its input, output and cotangent, and its own gradient. */
interface Halves {
  readonly dy: Tensor;
  readonly y: readonly [Tensor, Tensor];
  /** `x - x0`, with 1 in the place of 0. */
  readonly difference: Tensor;
  /** The op's own gradient for cotangents of both halves. */
  derivative(dy: Tensor, dy0: Tensor): [Tensor, Tensor];
}

function rescaled(kernelName: string, rule: (halves: Halves) => Tensor): GradConfig {
  const own = getGradient(kernelName);
  return {
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dys, [x, y], attributes) => ({
      x: () => {
        const [dy] = halves(dys as Tensor);
        const derivative = (first: Tensor, second: Tensor) =>
          halves(applyOwn(own, concat([first, second]), x, y, attributes));
        const [input, reference] = halves(x);
        const difference = sub(input, reference);
        const isSmall = less(abs(difference), smallestDifference);
        const safe = where(isSmall, onesLike(difference), difference);
        const multiplied = rule({ dy, y: halves(y), difference: safe, derivative });
        const gradient = where(isSmall, derivative(dy, dy)[0], multiplied);
        return concat([gradient, gradient]);
      },
    }),
  };
}

/** `dy (f(x) - f(x0)) / (x - x0)`. */
function multiplyDifferences({ dy, y: [output, reference], difference }: Halves): Tensor {
  return mul(dy, div(sub(output, reference), difference));
}

/**
 * The winner of x takes what its output rises from the reference's to the larger of the two, the winner of x0 the rest.
 *
 * @see S. M. Lundberg, S.-I. Lee: A Unified Approach to Interpreting Model Predictions (2017); the rule of DeepSHAP's max-pooling
 */
function poolDifferences({ dy, y: [output, reference], difference, derivative }: Halves): Tensor {
  const larger = maximum(output, reference);
  const [winner, referenceWinner] = derivative(mul(dy, sub(larger, reference)), mul(dy, sub(output, larger)));
  return div(add(winner, referenceWinner), difference);
}

function applyOwn(own: GradConfig, dy: Tensor, x: Tensor, y: Tensor, attributes: NamedAttrMap): Tensor {
  const saved = [...(own.inputsToSave ?? []).map(() => x), ...(own.outputsToSave?.[0] ? [y] : [])];
  return own.gradFunc(dy, saved, attributes).x();
}

function halves(tensor: Tensor): [Tensor, Tensor] {
  const size = tensor.shape[0] / 2;
  return [slice(tensor, 0, size), slice(tensor, size, size)];
}
