import { dense } from '../operations/dense';
import { LinearStep } from '../steps/linear-step';
import { ownActivation } from './activation';
import type { LayerHandler } from './layer-handler';

export const denseLayer: LayerHandler = (layer) => [
  new LinearStep({ operation: dense, weight: layer.variable('kernel'), bias: layer.variable('bias') }),
  ...ownActivation(layer),
];
