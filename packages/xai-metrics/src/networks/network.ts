import { initializers, type LayersModel, type Sequential, sequential } from '@tensorflow/tfjs-layers';

/**
 * A network of a kind that has not learned yet: for samples of a shape, with a logit a class. Its first weights follow from the seed.
 */
export type Network = (shape: readonly number[], classes: number, seed: number) => LayersModel;

/** First weights of layers that are followed by ReLU, from a seed. */
export const drawn = (seed: number) => initializers.heNormal({ seed });

/** Layers one after the other. */
export const network = (...list: Parameters<Sequential['add']>[0][]): LayersModel => sequential({ layers: list });
