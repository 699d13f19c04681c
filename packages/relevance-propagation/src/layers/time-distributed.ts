import { reshape } from '@tensorflow/tfjs-core';
import { type LayerLike, UnsupportedLayerError } from 'xai-base';
import { RoutingStep } from '../steps/routing-step';
import { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

/** A layer for each time step: the steps are taken as samples, and put back in a row. */
export const timeDistributedLayer: LayerHandler = (layer, handlerOf) => {
  const [batch = null, steps, ...sample] = layer.inputShape ?? [];
  const inner = new InspectedLayer(layer.property<LayerLike>('layer') as LayerLike, 1, [batch, ...sample]);
  const handler = handlerOf(inner.type);
  if (!handler || typeof steps !== 'number') {
    const reason = handler ? 'its number of time steps is open' : `it holds an unknown layer, ${inner.type}`;
    throw new UnsupportedLayerError(`${reason}.`, { argument: 'model', value: layer.layer.name });
  }
  return [
    new RoutingStep(
      (x) => reshape(x, [x.shape[0] * steps, ...x.shape.slice(2)]),
      (relevance, inputShape) => reshape(relevance, [...inputShape]),
    ),
    ...handler(inner, handlerOf),
    new RoutingStep(
      (x) => reshape(x, [x.shape[0] / steps, steps, ...x.shape.slice(1)]),
      (relevance, inputShape) => reshape(relevance, [...inputShape]),
    ),
  ];
};
