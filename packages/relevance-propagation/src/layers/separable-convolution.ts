import { convolution } from '../operations/convolution';
import { depthwise } from '../operations/depthwise';
import type { Window } from '../operations/window';
import { LinearStep } from '../steps/linear-step';
import { ownActivation } from './activation';
import type { LayerHandler } from './layer-handler';

const pointwise: Window = { kernel: 1, stride: 1, dilation: 1, padding: 'valid' };

/** Two linear layers: a depthwise convolution without bias, and a pointwise one with it. The rule applies to each. */
export const separableConvolutionLayer: LayerHandler = (layer) => [
  new LinearStep({ operation: depthwise(layer.windows(2)), weight: layer.variable('depthwiseKernel') }),
  new LinearStep({
    operation: convolution([pointwise, pointwise]),
    weight: layer.variable('pointwiseKernel'),
    bias: layer.variable('bias'),
  }),
  ...ownActivation(layer),
];
