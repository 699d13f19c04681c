import { depthwise } from '../operations/depthwise';
import { LinearStep } from '../steps/linear-step';
import { ownActivation } from './activation';
import type { LayerHandler } from './layer-handler';

export const depthwiseConvolutionLayer: LayerHandler = (layer) => [
  new LinearStep({
    // tfjs-layers ignores the dilation of a depthwise convolution
    operation: depthwise(layer.windows(2).map((window) => ({ ...window, dilation: 1 }))),
    weight: layer.variable('depthwiseKernel'),
    bias: layer.variable('bias'),
  }),
  ...ownActivation(layer),
];
