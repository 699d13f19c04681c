import { sum } from '@tensorflow/tfjs-core';
import { RoutingStep } from '../steps/routing-step';
import { applyLayer } from './apply-layer';
import type { LayerHandler } from './layer-handler';

/** Each token gets the relevance of its whole vector. */
export const embeddingLayer: LayerHandler = (layer) => {
  const apply = applyLayer(layer);
  return [
    new RoutingStep(
      (input) => apply([input]),
      (relevance) => sum(relevance, -1),
    ),
  ];
};
