import { add, mul, ones, rsqrt, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { UnsupportedLayerError } from 'xai-base';
import { centering, normalize } from '../operations/centering';
import { scaling } from '../operations/scaling';
import { LinearStep } from '../steps/linear-step';
import type { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

/** Batch normalization in inference: an affine layer of its own, scale * x + shift for each channel. */
export const batchNormalizationLayer: LayerHandler = (layer) => {
  requireLastAxis(layer);
  const { scale, shift } = batchNormalizationAsAffine(layer);
  return [new LinearStep({ operation: scaling, weight: scale, bias: shift })];
};

/** The scale and the shift, `[channels]`, that batch normalization amounts to. */
export function batchNormalizationAsAffine(layer: InspectedLayer) {
  const mean = layer.variable('movingMean') as () => Tensor;
  const variance = layer.variable('movingVariance') as () => Tensor;
  const gamma = layer.variable('gamma') ?? (() => ones(mean().shape));
  const beta = layer.variable('beta') ?? (() => zeros(mean().shape));
  const scale = () => mul(gamma(), rsqrt(add(variance(), layer.config.epsilon as number)));
  const shift = () => add(beta(), mul(mul(mean(), -1), scale()));
  return { scale, shift };
}

/** Layer normalization: the mean is subtracted, the standard deviation is held constant; scale and shift follow. */
export const layerNormalizationLayer: LayerHandler = (layer) => {
  const axes = [layer.config.axis].flat() as number[];
  const epsilon = layer.config.epsilon as number;
  const [scale, shift] = [layer.variable('gamma'), layer.variable('beta')];
  const normalization = new LinearStep({
    operation: centering(axes),
    evaluate: (input) => normalize(input, axes, epsilon),
  });
  if (!scale && !shift) return [normalization];
  const weight = scale ?? (() => ones((shift as () => Tensor)().shape));
  return [normalization, new LinearStep({ operation: scaling, weight, bias: shift })];
};

/** Batch normalization of another axis than the last would need its numbers in another shape. */
function requireLastAxis(layer: InspectedLayer): void {
  const axis = layer.config.axis as number;
  const rank = layer.property<{ ndim?: number }[]>('inputSpec')?.[0]?.ndim;
  if (axis === -1 || rank === undefined || axis === rank - 1) return;
  throw new UnsupportedLayerError(`it normalizes axis ${axis}; only the last axis is supported.`, {
    argument: 'model',
    value: axis,
  });
}
