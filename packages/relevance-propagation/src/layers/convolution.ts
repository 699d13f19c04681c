import { convolution } from '../operations/convolution';
import { convolution3d } from '../operations/convolution-3d';
import type { LinearOperation } from '../operations/linear-operation';
import { noWindow, oneDimensional } from '../operations/one-dimensional';
import { LinearStep } from '../steps/linear-step';
import { ownActivation } from './activation';
import type { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

export const convolution1dLayer: LayerHandler = (layer) =>
  steps(layer, oneDimensional(convolution([noWindow, ...layer.windows(1)])));

export const convolution2dLayer: LayerHandler = (layer) => steps(layer, convolution(layer.windows(2)));

export const convolution3dLayer: LayerHandler = (layer) => steps(layer, convolution3d(layer.windows(3)));

function steps(layer: InspectedLayer, operation: LinearOperation) {
  return [
    new LinearStep({ operation, weight: layer.variable('kernel'), bias: layer.variable('bias') }),
    ...ownActivation(layer),
  ];
}
