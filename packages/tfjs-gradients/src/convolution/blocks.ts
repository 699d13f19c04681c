import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { fit } from '../arithmetic/fit';
import type { WindowAxis } from './axis';

/**
 * A convolution with stride s is one with stride 1 on blocks of s x s cells: the cells of a block become channels of
 * the image and of the kernel. Along one axis: how the kernel is divided.
 */
export interface BlockAxis {
  /** Zeros before the kernel, so that the padding is a whole number of blocks. */
  readonly lead: number;
  /** Cells of a block that the kernel touches; the others have no gradient. */
  cells: number;
  /** Blocks that the kernel spans. */
  taps: number;
  /** Blocks of padding before the image. */
  before: number;
  /** Blocks that cover the image. */
  blocks: number;
}

/** The division of one axis into blocks of one stride. */
export function blockAxis({ input, kernel, stride, before }: WindowAxis): BlockAxis {
  const blocksBefore = Math.ceil(before / stride);
  const lead = blocksBefore * stride - before;
  const cells = Math.min(stride, lead + kernel);
  const taps = Math.ceil((lead + kernel) / cells);
  return { lead, cells, taps, before: blocksBefore, blocks: Math.ceil(input / stride) };
}

/** The kernel [height, width, in, out] in blocks: [tapsY, tapsX, cellsY * cellsX * in, out]. */
export function kernelInBlocks(filter: Tensor, [y, x]: [BlockAxis, BlockAxis]): Tensor {
  if (y.cells === 1 && x.cells === 1) {
    return filter;
  }
  const [height, width, inputs, outputs] = filter.shape;
  const padded = fit(filter, [
    [y.lead, y.taps * y.cells - y.lead - height],
    [x.lead, x.taps * x.cells - x.lead - width],
    [0, 0],
    [0, 0],
  ]);
  const cells = reshape(padded, [y.taps, y.cells, x.taps, x.cells * inputs * outputs]);
  return reshape(transpose(cells, [0, 2, 1, 3]), [y.taps, x.taps, y.cells * x.cells * inputs, outputs]);
}

/** The blocks [batch, blocksY, blocksX, cellsY * cellsX * channels] as an image of the given height and width. */
export function imageFromBlocks(
  blocks: Tensor,
  [y, x]: [BlockAxis, BlockAxis],
  [vertical, horizontal]: readonly WindowAxis[],
  channels: number,
): Tensor {
  if (vertical.stride === 1 && horizontal.stride === 1) {
    return blocks;
  }
  const batch = blocks.shape[0];
  const cells = reshape(blocks, [batch * y.blocks, x.blocks, y.cells, x.cells * channels]);
  const rows = fit(transpose(cells, [0, 2, 1, 3]), [
    [0, 0],
    [0, vertical.stride - y.cells],
    [0, 0],
    [0, (horizontal.stride - x.cells) * channels],
  ]); // [batch * blocksY, strideY, blocksX, strideX * channels]
  const height = y.blocks * vertical.stride;
  const width = x.blocks * horizontal.stride;
  return fit(reshape(rows, [batch, height, width, channels]), [
    [0, 0],
    [0, vertical.input - height],
    [0, horizontal.input - width],
    [0, 0],
  ]);
}
