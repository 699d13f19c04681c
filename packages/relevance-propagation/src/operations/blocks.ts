import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { fit, fitSpatial } from './fit';
import type { WindowAxis } from './window';

/**
 * A convolution with stride s is one with stride 1 on blocks of s cells, the cells of a block being channels of the
 * image and of the kernel: how the kernel is divided along one axis.
 */
export interface BlockAxis {
  /** Zeros before the kernel, so that the padding is a whole number of blocks. */
  readonly lead: number;
  /** Cells of a block that the kernel touches. */
  readonly cells: number;
  /** Blocks that the kernel spans. */
  readonly taps: number;
  /** Blocks of padding before the image. */
  readonly before: number;
  /** Blocks that cover the image. */
  readonly blocks: number;
}

/** Divides one axis into blocks of one stride. */
export function blockAxis({ input, kernel, stride, before }: WindowAxis): BlockAxis {
  const blocksBefore = Math.ceil(before / stride);
  const lead = blocksBefore * stride - before;
  const cells = Math.min(stride, lead + kernel);
  return {
    lead,
    cells,
    taps: Math.ceil((lead + kernel) / cells),
    before: blocksBefore,
    blocks: Math.ceil(input / stride),
  };
}

/** The kernel `[height, width, in, out]` as `[tapsY, tapsX, cellsY * cellsX * in, out]`. */
export function kernelInBlocks(kernel: Tensor, [y, x]: readonly BlockAxis[]): Tensor {
  const [height, width, inputs, outputs] = kernel.shape;
  const padded = fit(kernel, [
    [y.lead, y.taps * y.cells - y.lead - height],
    [x.lead, x.taps * x.cells - x.lead - width],
    [0, 0],
    [0, 0],
  ]);
  const cells = reshape(padded, [y.taps, y.cells, x.taps, x.cells * inputs * outputs]);
  return reshape(transpose(cells, [0, 2, 1, 3]), [y.taps, x.taps, y.cells * x.cells * inputs, outputs]);
}

/** The blocks `[batch, blocksY, blocksX, cellsY * cellsX * channels]` as an image. */
export function imageFromBlocks(
  blocks: Tensor,
  [y, x]: readonly BlockAxis[],
  [vertical, horizontal]: readonly WindowAxis[],
  channels: number,
): Tensor {
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
  return fitSpatial(reshape(rows, [batch, height, width, channels]), [
    [0, vertical.input - height],
    [0, horizontal.input - width],
  ]);
}
