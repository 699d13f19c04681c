import { reshape, sum, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { fitSpatial, type Margin } from 'tfjs-gradients';
import { UnsupportedLayerError } from 'xai-base';
import { RoutingStep } from '../steps/routing-step';
import { applyLayer } from './apply-layer';
import type { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

type Back = (relevance: Tensor, inputShape: readonly number[]) => Tensor;

function routing(layer: InspectedLayer, back: Back) {
  const apply = applyLayer(layer);
  return [new RoutingStep((input) => apply([input]), back)];
}

/** Dropout and noise, which are off. */
export const passingLayer: LayerHandler = (layer) => routing(layer, (relevance) => relevance);

export const reshapingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  return routing(layer, (relevance, inputShape) => reshape(relevance, [...inputShape]));
};

export const permuteLayer: LayerHandler = (layer) => {
  const order = [0, ...(layer.config.dims as number[])];
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return routing(layer, (relevance) => transpose(relevance, inverse));
};

export const repeatVectorLayer: LayerHandler = (layer) => routing(layer, (relevance) => sum(relevance, 1));

export const zeroPaddingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  const cropped = margins(layer.config.padding).map(([before, after]): Margin => [-before, -after]);
  return routing(layer, (relevance) => fitSpatial(relevance, cropped));
};

export const croppingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  const added = margins(layer.config.cropping);
  return routing(layer, (relevance) => fitSpatial(relevance, added));
};

export const upSamplingLayer: LayerHandler = (layer) => {
  layer.requireChannelsLast();
  if (layer.config.interpolation === 'bilinear') {
    throw new UnsupportedLayerError('its interpolation is bilinear; only nearest is supported.', {
      argument: 'model',
      value: layer.layer.name,
    });
  }
  const size = layer.config.size as number[];
  return routing(layer, (relevance, [batch, height, width, channels]) => {
    const cells = reshape(relevance, [batch * height, size[0], width, size[1] * channels]);
    const rows = reshape(sum(cells, 1), [batch, height, width, size[1], channels]);
    return sum(rows, 3);
  });
};

/** What a padding or cropping layer adds or takes along each axis: `[[top, bottom], [left, right]]`. */
function margins(config: unknown): Margin[] {
  return (config as (number | Margin)[]).map((margin) => (typeof margin === 'number' ? [margin, margin] : margin));
}
