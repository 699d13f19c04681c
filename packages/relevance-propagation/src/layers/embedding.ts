import { sum } from '@tensorflow/tfjs-core';
import { UnsupportedLayerError } from 'xai-base';
import { RoutingStep } from '../steps/routing-step';
import { applyLayer } from './apply-layer';
import type { LayerHandler } from './layer-handler';

/** Each token gets the relevance of its whole vector. */
export const embeddingLayer: LayerHandler = (layer) => {
  if (layer.config.maskZero) {
    throw new UnsupportedLayerError('it masks zeros, which the layers behind it would have to know.', {
      argument: 'model',
      value: layer.layer.name,
    });
  }
  const apply = applyLayer(layer);
  return [
    new RoutingStep(
      (input) => apply([input]),
      (relevance) => sum(relevance, -1),
    ),
  ];
};
