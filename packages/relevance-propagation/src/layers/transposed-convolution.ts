import { convolution } from '../operations/convolution';
import { convolution3d } from '../operations/convolution-3d';
import type { LinearOperation } from '../operations/linear-operation';
import { transposedOperation } from '../operations/transposed-operation';
import type { Window } from '../operations/window';
import { LinearStep } from '../steps/linear-step';
import { ownActivation } from './activation';
import type { InspectedLayer } from './inspected-layer';
import type { LayerHandler } from './layer-handler';

export const transposedConvolution2dLayer: LayerHandler = (layer) => steps(layer, layer.windows(2), convolution);

export const transposedConvolution3dLayer: LayerHandler = (layer) => steps(layer, layer.windows(3), convolution3d);

function steps(layer: InspectedLayer, windows: Window[], operationOf: (windows: readonly Window[]) => LinearOperation) {
  // tfjs-layers ignores the dilation of a transposed convolution
  const plain = windows.map((window) => ({ ...window, dilation: 1 }));
  const operation = transposedOperation(operationOf(plain), (inputShape, weightShape) => [
    inputShape[0],
    ...plain.map((window, axis) => outputLength(inputShape[axis + 1], window)),
    weightShape[weightShape.length - 2],
  ]);
  return [
    new LinearStep({ operation, weight: layer.variable('kernel'), bias: layer.variable('bias') }),
    ...ownActivation(layer),
  ];
}

function outputLength(input: number, { kernel, stride, padding }: Window): number {
  return padding === 'same' ? input * stride : input * stride + Math.max(kernel - stride, 0);
}
