import {
  AvgPool,
  Conv2D,
  DepthwiseConv2dNative,
  FusedConv2D,
  FusedDepthwiseConv2D,
  MaxPool,
  type NamedAttrMap,
} from '@tensorflow/tfjs-core';
import { extent, type WindowAxis } from '../convolution/axis';
import { convolutionAxes, poolingAxes, type WindowAttributes } from '../convolution/window-axes';
import type { KernelCall, KernelFix } from './kernel-fix';

/** Padding before and after, such that the last window fits. */
function paddingOf(axis: WindowAxis): [before: number, after: number] {
  const end = (axis.output - 1) * axis.stride + extent(axis);
  return [axis.before, Math.max(0, end - axis.input - axis.before)];
}

/** The axes of a convolution, which has a filter, or of a pooling. */
function axesOf({ inputs: { x, filter }, attrs }: KernelCall, depthwise: boolean): WindowAxis[] {
  const attributes = attrs as unknown as WindowAttributes;
  return filter ? convolutionAxes(x.shape, filter.shape, attributes, depthwise) : poolingAxes(x.shape, attributes);
}

/** The call with its padding as numbers. */
function withExplicitPadding(call: KernelCall, depthwise: boolean): KernelCall {
  const { pad, dimRoundingMode, dataFormat, strides } = call.attrs;
  const isStrided = [strides].flat().some((stride) => Number(stride) > 1);
  if (dataFormat === 'NCHW' || !(dimRoundingMode || (pad === 'same' && isStrided))) return call;
  const explicit = [[0, 0], ...axesOf(call, depthwise).map(paddingOf), [0, 0]];
  return { ...call, attrs: { ...call.attrs, pad: explicit, dimRoundingMode: undefined } as unknown as NamedAttrMap };
}

/**
 * With padding `same` and a stride longer than the kernel, or with a rounding mode other than `floor`, the wasm
 * backend's own convolutions and pools return zeros or garbage without a word: their padding is computed here.
 */
export const explicitPadding: KernelFix[] = [
  Conv2D,
  FusedConv2D,
  DepthwiseConv2dNative,
  FusedDepthwiseConv2D,
  AvgPool,
  MaxPool,
].map((kernelName) => ({
  name: 'explicit-padding',
  kernelName,
  backends: ['wasm'],
  make: (own) => own && ((call) => own(withExplicitPadding(call, kernelName.includes('Depthwise')))),
}));
