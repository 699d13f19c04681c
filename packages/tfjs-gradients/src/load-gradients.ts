import { getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { completingGradients, correctedGradients } from './gradients/index';
import { fixKernels } from './kernels/fix-kernels';
import { shared } from './shared';

/**
 * Registers the gradients of this package with TensorFlow.js, and corrects the kernels of the backends that are
 * registered. Corrected gradients take the place of the stock ones; the others are registered where there is none.
 * Calling it again costs microseconds and does only what is new: a backend or a package that came since.
 *
 * `differentiate` and `withGradients` call it themselves; call it before `tf.grad` and the optimizers of TensorFlow.js.
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { loadGradients } from 'tfjs-gradients';
 * loadGradients();
 * const slope = tf.grad((x) => tf.square(x));
 * slope(tf.scalar(3)).dataSync()[0]; // => 6
 * ```
 */
export function loadGradients(): void {
  const { replaced } = shared();
  for (const config of correctedGradients) {
    if (getGradient(config.kernelName) !== config && !replaced.has(config.kernelName)) {
      registerGradient(config);
    }
  }
  for (const config of completingGradients) {
    if (getGradient(config.kernelName) === undefined && !replaced.has(config.kernelName)) {
      registerGradient(config);
    }
  }
  fixKernels();
}
