import { layers } from '@tensorflow/tfjs-layers';
import { drawn, type Network, network } from './network';

/**
 * Logistic regression without a bias, with an output a class.
 *
 * @example
 * ```ts
 * const model = linearNetwork([8, 8, 1], 2, 1);
 * model.countParams(); // => 128
 * model.dispose();
 * ```
 */
export const linearNetwork: Network = (shape, units, seed) =>
  network(
    layers.flatten({ inputShape: [...shape] }),
    layers.dense({ units, useBias: false, kernelInitializer: drawn(seed) }),
  );
