import { cast, equal, max, mul, range, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';

/**
 * One mask a feature: 1 at the feature, 0 at the others.
 *
 * @param indices `[batch, features]`
 * @param channels how many features the layer has
 * @returns `[features, batch, channels]`
 */
export function featureMasks(indices: Tensor, channels: number): Tensor {
  const [batch, features] = indices.shape;
  const sorted = reshape(transpose(indices, [1, 0]), [features, batch, 1]);
  // tf.oneHot refuses a single channel, and is all zeros on wasm for float32
  return cast(equal(sorted, range(0, channels, 1, 'int32')), 'float32');
}

/**
 * Relevance with all features but one set to zero, for each mask.
 *
 * @param relevance `[batch, ..., channels]`
 * @param masks `[features, batch, channels]`
 * @returns `[features * batch, ..., channels]`
 */
export function maskEach(relevance: Tensor, masks: Tensor): Tensor {
  const [batch, ...rest] = relevance.shape;
  const [features, , channels] = masks.shape;
  const between = rest.slice(0, -1).map(() => 1);
  const masked = mul(reshape(relevance, [1, batch, ...rest]), reshape(masks, [features, batch, ...between, channels]));
  return reshape(masked, [features * batch, ...rest]);
}

/** Relevance with all features but those of any mask set to zero. */
export function maskTogether(relevance: Tensor, masks: Tensor): Tensor {
  return maskEach(relevance, max(masks, 0, true));
}
