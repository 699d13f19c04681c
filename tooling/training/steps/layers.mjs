import { layers } from '@tensorflow/tfjs-layers';

/** Weights that are drawn from a seed. */
export const seeded = (seed) => ({ className: 'GlorotUniform', config: { seed } });

/** A dense layer whose weights are drawn from a seed. */
export const dense = (name, units, activation, seed, more = {}) =>
  layers.dense({ name, units, activation, kernelInitializer: seeded(seed), ...more });
