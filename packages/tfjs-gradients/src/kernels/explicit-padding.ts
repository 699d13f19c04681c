import type { Conv2DAttrs, DepthwiseConv2dNativeAttrs, NamedAttrMap } from '@tensorflow/tfjs-core';
import { backend_util, Conv2D, DepthwiseConv2dNative, FusedConv2D, FusedDepthwiseConv2D } from '@tensorflow/tfjs-core';
import type { KernelCall, KernelFix } from './kernel-fix';

type Shape4D = [number, number, number, number];

/** The attributes with padding `same` as numbers. */
function withExplicitPadding({ inputs: { x, filter }, attrs }: KernelCall, depthwise: boolean): NamedAttrMap {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attrs as unknown as
    | Conv2DAttrs
    | DepthwiseConv2dNativeAttrs;
  if (pad !== 'same' || dataFormat === 'NCHW') {
    return attrs;
  }
  const { padInfo } = backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
  const { top, bottom, left, right } = padInfo;
  return {
    ...attrs,
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
  } as unknown as NamedAttrMap;
}

function explicitPadding(kernelName: string, depthwise: boolean): KernelFix {
  return {
    name: 'explicit-padding',
    kernelName,
    backends: ['wasm'],
    make: (own) => own && ((call) => own({ ...call, attrs: withExplicitPadding(call, depthwise) })),
  };
}

/**
 * With padding `same`, the wasm backend's own convolutions return zeros without a word where a stride is longer than
 * the kernel: their padding is computed here.
 */
export const explicitPaddingFixes: KernelFix[] = [
  explicitPadding(Conv2D, false),
  explicitPadding(FusedConv2D, false),
  explicitPadding(DepthwiseConv2dNative, true),
  explicitPadding(FusedDepthwiseConv2D, true),
];
