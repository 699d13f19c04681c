import { backend_util } from '@tensorflow/tfjs-core';
import { type Attributes, ints } from 'onnx-format';
import { NotTraceableError } from '../errors';

/** One spatial axis of a convolution or a pooling: input cell = output cell * stride + kernel cell * dilation - before. */
export interface WindowAxis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

/** How many input cells a window spans. */
export function extent({ kernel, dilation }: WindowAxis): number {
  return (kernel - 1) * dilation + 1;
}

/** The attributes by which TensorFlow.js places windows. */
export interface WindowAttributes {
  readonly filterSize?: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly dilations?: number | readonly number[] | null;
  readonly pad: unknown;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: string;
}

/** Places the windows of a convolution, whose filter has this shape, on an image `[batch, ...spatial, channels]`. */
export function convolutionAxes(
  image: readonly number[],
  filter: readonly number[],
  attributes: WindowAttributes,
  depthwise = false,
): WindowAxis[] {
  const { strides, pad, dimRoundingMode } = attributes;
  const dilations = attributes.dilations ?? 1;
  if (image.length === 5) {
    const info = backend_util.computeConv3DInfo(
      image as never,
      filter as never,
      strides as never,
      dilations as never,
      pad as never,
    );
    return axesOf(info);
  }
  return axesOf(
    backend_util.computeConv2DInfo(
      image as never,
      filter as never,
      strides as never,
      dilations as never,
      pad as never,
      dimRoundingMode,
      depthwise,
    ),
  );
}

/** Places the windows of a pooling on an image `[batch, ...spatial, channels]`. */
export function poolingAxes(image: readonly number[], { filterSize, strides, pad, dimRoundingMode }: WindowAttributes) {
  const compute = image.length === 5 ? backend_util.computePool3DInfo : backend_util.computePool2DInfo;
  return axesOf(
    compute(image as never, filterSize as never, strides as never, 1 as never, pad as never, dimRoundingMode),
  );
}

type Info = backend_util.Conv2DInfo | backend_util.Conv3DInfo;

function axesOf(info: Info): WindowAxis[] {
  const inPlane = [
    {
      input: info.inHeight,
      output: info.outHeight,
      kernel: info.filterHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      before: info.padInfo.top,
    },
    {
      input: info.inWidth,
      output: info.outWidth,
      kernel: info.filterWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      before: info.padInfo.left,
    },
  ];
  if (!('inDepth' in info)) return inPlane;
  const inDepth = {
    input: info.inDepth,
    output: info.outDepth,
    kernel: info.filterDepth,
    stride: info.strideDepth,
    dilation: info.dilationDepth,
    before: info.padInfo.front,
  };
  return [inDepth, ...inPlane];
}

/** The attributes of an ONNX convolution or pooling. */
export function windowAttributes(axes: readonly WindowAxis[], isPooling = false): Attributes {
  if (axes.some(({ before }) => before < 0)) {
    throw new NotTraceableError(
      'The program uses a 3-D window with a stride longer than its kernel, which cannot be part of a graph.',
    );
  }
  const after = axes.map((axis) =>
    Math.max(0, (axis.output - 1) * axis.stride + extent(axis) - axis.input - axis.before),
  );
  return {
    kernel_shape: ints(axes.map(({ kernel }) => kernel)),
    strides: ints(axes.map(({ stride }) => stride)),
    ...(!isPooling && { dilations: ints(axes.map(({ dilation }) => dilation)) }),
    pads: ints([...axes.map(({ before }) => before), ...after]),
  };
}

/** Channels last as channels first: where the axes of `[batch, ...spatial, channels]` lie. */
export function channelsFirst(rank: number): number[] {
  return [0, ...Array.from({ length: rank - 2 }, (_, index) => index + 2), 1];
}
