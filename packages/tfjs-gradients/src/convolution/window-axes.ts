import { backend_util } from '@tensorflow/tfjs-core';
import type { WindowAxis } from './axis';

/** The attributes by which the kernels of TensorFlow.js place their windows. */
export interface WindowAttributes {
  readonly filterSize?: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly dilations?: number | readonly number[] | null;
  /** `same`, `valid`, or numbers. */
  readonly pad: unknown;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: string;
}

/**
 * Places the windows of a convolution: one axis each for height and width, or for depth, height and width.
 *
 * @param image the shape of `[batch, ...spatial, channels]`, or of `[batch, channels, height, width]` under `NCHW`
 * @param filter the shape of the filter, its spatial axes first
 * @param attributes of the kernel
 * @param depthwise whether each channel has filters of its own
 *
 * @example
 * ```ts
 * const attributes = { strides: 2, pad: 'same' };
 * convolutionAxes([1, 5, 5, 1], [3, 3, 1, 8], attributes)[0]; // => ({ input: 5, output: 3, kernel: 3, stride: 2, dilation: 1, before: 1 })
 * ```
 */
export function convolutionAxes(
  image: readonly number[],
  filter: readonly number[],
  { strides, pad, dimRoundingMode, dataFormat, ...more }: WindowAttributes,
  depthwise = false,
): WindowAxis[] {
  const dilations = more.dilations ?? 1;
  const format = dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast';
  const placed = [image, filter, strides, dilations, pad] as [never, never, never, never, never];
  return image.length === 5
    ? axes3d(backend_util.computeConv3DInfo(...placed))
    : axes2d(backend_util.computeConv2DInfo(...placed, dimRoundingMode, depthwise, format));
}

/**
 * Places the windows of a pooling, as {@link convolutionAxes} does those of a convolution.
 *
 * @param image the shape of `[batch, ...spatial, channels]`
 *
 * @example
 * ```ts
 * const attributes = { filterSize: 2, strides: 2, pad: 'valid' };
 * poolingAxes([1, 6, 6, 1], attributes)[0].output; // => 3
 * ```
 */
export function poolingAxes(
  image: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: WindowAttributes,
): WindowAxis[] {
  const placed = [image, filterSize, strides, 1, pad, dimRoundingMode] as [never, never, never, never, never, never];
  return image.length === 5
    ? axes3d(backend_util.computePool3DInfo(...placed))
    : axes2d(backend_util.computePool2DInfo(...placed));
}

type Sides = 'in' | 'out' | 'filter' | 'stride' | 'dilation';
type Info2d = Record<`${Sides}${'Height' | 'Width'}`, number> & { readonly padInfo: { top: number; left: number } };
type Info3d = Info2d & Record<`${Sides}Depth`, number> & { readonly padInfo: { front: number } };

/** Height and width of a resolved convolution or pooling. */
function axes2d(info: Info2d): WindowAxis[] {
  return [axisOf(info, 'Height', info.padInfo.top), axisOf(info, 'Width', info.padInfo.left)];
}

/** Depth, height and width. */
function axes3d(info: Info3d): WindowAxis[] {
  return [axisOf(info, 'Depth', info.padInfo.front), ...axes2d(info)];
}

function axisOf<Name extends string>(info: Record<`${Sides}${Name}`, number>, name: Name, before: number): WindowAxis {
  return {
    input: info[`in${name}`],
    output: info[`out${name}`],
    kernel: info[`filter${name}`],
    stride: info[`stride${name}`],
    dilation: info[`dilation${name}`],
    before,
  };
}
