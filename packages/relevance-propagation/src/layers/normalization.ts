import { add, mul, ones, reshape, rsqrt, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { UnsupportedLayerError } from 'xai-base';
import { centering, normalize } from '../operations/centering';
import { scaling } from '../operations/scaling';
import { LinearStep } from '../steps/linear-step';
import type { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

/** Batch normalization in inference: an affine layer of its own, scale * x + shift for each channel. */
export const batchNormalizationLayer: LayerHandler = (layer) => {
  const { scale, shift } = batchNormalizationAsAffine(layer);
  const broadcast = broadcasting(layer);
  return [new LinearStep({ operation: scaling, weight: () => broadcast(scale()), bias: () => broadcast(shift()) })];
};

/** The scale and the shift, a number for each place along the axis, that batch normalization amounts to. */
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
  const axes = axesOf(layer);
  const broadcast = broadcasting(layer);
  const epsilon = layer.config.epsilon as number;
  const [scale, shift] = ['gamma', 'beta'].map((name) => {
    const variable = layer.variable(name);
    return variable && (() => broadcast(variable()));
  });
  const normalization = new LinearStep({
    operation: centering(axes),
    evaluate: (input) => normalize(input, axes, epsilon),
  });
  if (!scale && !shift) return [normalization];
  const weight = scale ?? (() => ones((shift as () => Tensor)().shape));
  return [normalization, new LinearStep({ operation: scaling, weight, bias: shift })];
};

/** Whether a normalization is one of the last axis only, whose numbers broadcast as they are. */
export function normalizesLastAxis(layer: InspectedLayer): boolean {
  const axes = axesOf(layer);
  return axes.length === 1 && axes[0] === (layer.inputShape?.length ?? 0) - 1;
}

/** The axes that a normalization has numbers for, counted from the batch on. */
function axesOf(layer: InspectedLayer): number[] {
  const rank = layer.inputShape?.length;
  if (rank === undefined) {
    throw new UnsupportedLayerError('the rank of its input is not known.', {
      argument: 'model',
      value: layer.layer.name,
    });
  }
  return ([layer.config.axis].flat() as number[]).map((axis) => (axis < 0 ? axis + rank : axis));
}

/** Brings a normalization's numbers, one for each place along its axes, into a shape that broadcasts to the input's. */
function broadcasting(layer: InspectedLayer): (numbers: Tensor) => Tensor {
  if (normalizesLastAxis(layer)) return (numbers) => numbers;
  const axes = axesOf(layer);
  const inOrder = axes.every((axis, index) => index === 0 || axis > axes[index - 1]);
  if (!inOrder) {
    throw new UnsupportedLayerError(`its axes are ${axes.join(', ')}; expected them in ascending order.`, {
      argument: 'model',
      value: axes,
    });
  }
  const lengths = (numbers: Tensor) =>
    Array.from({ length: layer.inputShape?.length ?? 0 }, (_, axis) => numbers.shape[axes.indexOf(axis)] ?? 1);
  return (numbers) => reshape(numbers, lengths(numbers));
}
