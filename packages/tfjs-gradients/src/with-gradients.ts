import { type GradConfig, getGradient, registerGradient, unregisterGradient } from '@tensorflow/tfjs-core';
import { GradientError } from './errors';
import { loadGradients } from './load-gradients';
import { shared } from './shared';

/**
 * Runs a function with other gradients for some operations, and puts the former ones back, also when it throws. Calls
 * can be nested: the innermost gradient holds. Guided backpropagation, for instance, is another gradient of `Relu`.
 *
 * A relu that is fused into a layer is computed on its own while gradients are taken, so that `Relu` covers it, too.
 *
 * @param overrides the gradients to use, as for `tf.registerGradient`
 * @param f a synchronous function that computes values and their gradients
 * @returns what `f` returns
 * @throws GradientError when `f` returns a promise: the gradients hold only until `f` returns
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { differentiate, withGradients } from 'tfjs-gradients';
 * const passAll: tf.GradConfig = { kernelName: 'Relu', gradFunc: (dy) => ({ x: () => tf.clone(dy as tf.Tensor) }) };
 * const { gradient } = withGradients([passAll], () => differentiate((x) => tf.relu(x), tf.tensor1d([-1, 2])));
 * Array.from(gradient.dataSync()); // => [1, 1]
 * ```
 */
export function withGradients<Result>(overrides: GradConfig[], f: () => Result): Result {
  loadGradients();
  const former = overrides.map(({ kernelName }) => ({ kernelName, config: getGradient(kernelName) }));
  for (const override of overrides) {
    count(override.kernelName, 1);
    registerGradient(override);
  }
  try {
    const result = f();
    if (result instanceof Promise) {
      throw new GradientError('withGradients: the function must be synchronous, but it returned a promise.');
    }
    return result;
  } finally {
    for (const { kernelName, config } of former.reverse()) {
      count(kernelName, -1);
      if (config === undefined) {
        unregisterGradient(kernelName);
      } else {
        registerGradient(config);
      }
    }
  }
}

/** Keeps the count of the calls that replace the gradient of an operation. */
function count(kernelName: string, change: 1 | -1): void {
  const { replaced } = shared();
  const calls = (replaced.get(kernelName) ?? 0) + change;
  if (calls === 0) {
    replaced.delete(kernelName);
  } else {
    replaced.set(kernelName, calls);
  }
}
