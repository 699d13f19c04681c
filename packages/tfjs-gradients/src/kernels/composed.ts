import {
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { depthwiseFilterGradient, depthwiseInputGradient } from '../convolution/depthwise-gradients';
import { convolutionFilterGradient } from '../convolution/filter-gradient';
import { convolutionAxes } from '../convolution/window-axes';
import type { KernelCall, KernelFix } from './kernel-fix';

/** A kernel that the wasm backend lacks, composed of operations that it has. */
/* @__NO_SIDE_EFFECTS__ */
function composed<Attributes>(
  kernelName: string,
  compute: (inputs: Record<string, Tensor>, attributes: Attributes) => Tensor,
): KernelFix {
  const kernel = ({ inputs, attrs }: KernelCall) =>
    tidy(() => compute(inputs as Record<string, Tensor>, attrs as unknown as Attributes));
  return { name: 'composed', kernelName, backends: ['wasm'], make: (own) => own ?? kernel };
}

/** The kernels that the wasm backend lacks. */
export const composedKernels: KernelFix[] = [
  composed<Conv2DBackpropFilterAttrs>(Conv2DBackpropFilter, ({ x, dy }, attributes) =>
    convolutionFilterGradient(x, dy, convolutionAxes(x.shape, attributes.filterShape, attributes)),
  ),
  composed<DepthwiseConv2dNativeBackpropInputAttrs>(DepthwiseConv2dNativeBackpropInput, ({ dy, filter }, attributes) =>
    depthwiseInputGradient(dy, filter, convolutionAxes(attributes.inputShape, filter.shape, attributes, true)),
  ),
  composed<DepthwiseConv2dNativeBackpropFilterAttrs>(DepthwiseConv2dNativeBackpropFilter, ({ x, dy }, attributes) =>
    depthwiseFilterGradient(x, dy, convolutionAxes(x.shape, attributes.filterShape, attributes, true)),
  ),
];
