import type { backend_util } from '@tensorflow/tfjs-core';

/** One spatial axis of a convolution or a pooling: input cell = output cell * stride + kernel cell * dilation - before. */
export interface WindowAxis {
  input: number;
  output: number;
  kernel: number;
  stride: number;
  dilation: number;
  before: number;
}

type Info2d = Pick<
  backend_util.Conv2DInfo,
  | 'inHeight'
  | 'inWidth'
  | 'outHeight'
  | 'outWidth'
  | 'filterHeight'
  | 'filterWidth'
  | 'strideHeight'
  | 'strideWidth'
  | 'dilationHeight'
  | 'dilationWidth'
> & { padInfo: { top: number; left: number } };

/** The two spatial axes, height and width, of a resolved convolution or pooling. */
export function axes2d(info: Info2d): [WindowAxis, WindowAxis] {
  return [
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
}

/** The three spatial axes, depth, height and width, of a resolved convolution or pooling. */
export function axes3d(info: backend_util.Conv3DInfo): [WindowAxis, WindowAxis, WindowAxis] {
  const depth = {
    input: info.inDepth,
    output: info.outDepth,
    kernel: info.filterDepth,
    stride: info.strideDepth,
    dilation: info.dilationDepth,
    before: info.padInfo.front,
  };
  return [depth, ...axes2d(info)];
}

/** How many input cells a window spans. */
export function extent({ kernel, dilation }: WindowAxis): number {
  return (kernel - 1) * dilation + 1;
}
