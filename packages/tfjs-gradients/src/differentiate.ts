import { clone, customGrad, engine, keep, ones, scalar, Tensor, tidy } from '@tensorflow/tfjs-core';
import { GradientError, MissingGradientError, NotDifferentiableError } from './errors';
import { loadGradients } from './load-gradients';
import { breakAtIntegers, discardTape } from './tape';

/** What `differentiate` returns for one input. The caller disposes of the tensors. */
export interface Derivative {
  /** The output f(x). */
  value: Tensor;
  /** The cotangent times the derivative of f at x, in the shape of x. */
  gradient: Tensor;
  /** The cotangent, in the shape of the output. */
  cotangent: Tensor;
}

/** What `differentiate` returns for several inputs. The caller disposes of the tensors. */
export interface Derivatives {
  /** The output f(xs). */
  value: Tensor;
  /** For each input the cotangent times the derivative of f, in the input's shape. */
  gradients: Tensor[];
  /** The cotangent, in the shape of the output. */
  cotangent: Tensor;
}

/** Weighs the elements of the output: a tensor of the output's shape, made from the output. */
export type Cotangent = (y: Tensor) => Tensor;

/**
 * Computes an output and the gradient of sum(cotangent * output) with respect to the input, by one forward and one
 * backward pass (a vector-Jacobian product). The cotangent is taken as a constant, although it may depend on the
 * output: a one-hot vector at the largest one, for instance. Loads the gradients; leaves nothing else allocated, also
 * when it throws.
 *
 * @param f a synchronous function of tensor operations
 * @param x the input, or an array of inputs
 * @param cotangent makes a tensor of the output's shape from the output; ones by default
 * @returns the output, the gradient (or `gradients`, one for each input) in the shape of the input, and the cotangent
 * @throws MissingGradientError when an operation between x and the output has no gradient
 * @throws NotDifferentiableError when the output does not depend on x
 * @throws GradientError when f returns no tensor, or the cotangent has another shape than the output
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { differentiate } from 'tfjs-gradients';
 * const { value, gradient } = differentiate((x) => tf.square(x), tf.tensor1d([1, 2]), (y) => tf.mul(y, 10));
 * Array.from(value.dataSync()); // => [1, 4]
 * Array.from(gradient.dataSync()); // => [20, 160]
 * ```
 */
export function differentiate(f: (x: Tensor) => Tensor, x: Tensor, cotangent?: Cotangent): Derivative;
export function differentiate(f: (...xs: Tensor[]) => Tensor, xs: Tensor[], cotangent?: Cotangent): Derivatives;
export function differentiate(
  f: (...xs: Tensor[]) => Tensor,
  x: Tensor | Tensor[],
  cotangent: Cotangent = (y) => ones(y.shape),
): Derivative | Derivatives {
  loadGradients();
  const xs = [x].flat();
  let y: Tensor | undefined;
  let weights: Tensor | undefined;
  // A scalar on top of the output: it keeps the value and starts the backward pass with the cotangent. Inside of it
  // nothing is recorded, so that the cotangent is a constant.
  const seed = customGrad((output) => {
    y = keep(clone(output as Tensor));
    weights = keep(clone(checkedCotangent(cotangent, y)));
    return { value: scalar(0), gradFunc: () => clone(weights!) };
  });
  const { state } = engine();
  const tapeStart = state.gradientDepth > 0 ? state.activeTape.length : 0;
  try {
    return tidy(() => {
      const forward = () => {
        const output = checkedOutput(f(...xs));
        breakAtIntegers(tapeStart);
        return seed(output);
      };
      const { grads } = engine().gradients(forward, xs, undefined, true);
      const gradients = grads.map(checkedGradient);
      const shared = { value: clone(y!), cotangent: clone(weights!) };
      return Array.isArray(x) ? { ...shared, gradients } : { ...shared, gradient: gradients[0] };
    });
  } catch (error) {
    discardTape(tapeStart);
    throw asTypedError(error);
  } finally {
    y?.dispose();
    weights?.dispose();
  }
}

function checkedOutput(y: unknown): Tensor {
  if (!(y instanceof Tensor)) {
    const found = y instanceof Promise ? 'a promise' : Array.isArray(y) ? 'an array' : String(y);
    throw new GradientError(`differentiate: the function must return a tensor, but it returned ${found}.`);
  }
  return y;
}

function checkedCotangent(cotangent: Cotangent, y: Tensor): Tensor {
  const weights = cotangent(y);
  if (!(weights instanceof Tensor) || weights.dtype !== 'float32' || weights.shape.join() !== y.shape.join()) {
    const found = weights instanceof Tensor ? `${weights.dtype} [${weights.shape}]` : String(weights);
    throw new GradientError(
      `differentiate: the cotangent must be float32 [${y.shape}], like the output, but is ${found}.`,
    );
  }
  return weights;
}

function checkedGradient(gradient: Tensor | null | undefined, index: number): Tensor {
  if (!gradient) {
    throw new NotDifferentiableError(
      `differentiate: the output does not depend on input ${index} by tensor operations. Compute the output from the ` +
        'tensor that the function is given, without reading its values (dataSync, arraySync) on the way. No derivative ' +
        'goes through integers, such as the indices of tf.gather.',
    );
  }
  return gradient;
}

/** The error of tfjs about an operation without a gradient, as a typed one. */
function asTypedError(error: unknown): unknown {
  const op = error instanceof Error && /gradient function not found for (.+)\.$/.exec(error.message)?.[1];
  return op ? new MissingGradientError(op) : error;
}
