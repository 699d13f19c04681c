import { add, cast, gather, matMul, mul, reshape, slice, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Mixture } from 'xai-base';
import { changesOf, hidesByZeros, type Mixing, mixing } from '../../evaluation/mixing';
import type { GridSpread } from './grid-spread';
import { cellWeights } from './pixel-groups';

/** Masks of grids, made by operations beside the model: what is fed are the cells of a grid and its offsets, and not a number for each pixel. */
export class GridMaskProgram {
  /** How many numbers a mask is made of. */
  readonly numbers: number;

  /** @param draw writes the cells of the next grid, then its offsets down and across */
  constructor(
    readonly spread: GridSpread,
    readonly draw: (numbers: Float32Array) => void,
  ) {
    this.numbers = spread.resolution ** 2 + 2;
  }

  /**
   * How the model's inputs are made of numbers `[batch, numbers]`.
   *
   * @param mixture of an image whose features are its pixels
   * @param shape of the image
   */
  mixing(mixture: Mixture, shape: readonly number[]): Mixing {
    const { values, hidden } = mixture;
    const { height, width, resolution, offsets } = this.spread;
    const channels = shape[2];
    const down = tensor(cellWeights(height, resolution), [offsets[0], height, resolution]);
    const columns = repeated(cellWeights(width, resolution), resolution, channels); // a mask for each channel: products of equal shapes are the fastest
    const across = tensor(columns, [offsets[1], width * channels, resolution]);
    const changes = tensor(changesOf(mixture), [1, ...shape]);
    if (hidesByZeros(mixture)) return mixing(masked, [changes, down, across], values.length);
    return mixing(mixed, [changes, down, across, tensor(new Float32Array(hidden), [1, ...shape])], values.length);
  }
}

/** The changes `[1, height, width, channels]` times the masks. */
function masked(numbers: Tensor, changes: Tensor, down: Tensor, across: Tensor): Tensor {
  const [batch] = numbers.shape;
  const resolution = down.shape[2] as number;
  const cells = resolution * resolution;
  const grids = reshape(slice(numbers, [0, 0], [batch, cells]), [batch, resolution, resolution]);
  const offsetsAt = (column: number) => cast(reshape(slice(numbers, [0, column], [batch, 1]), [batch]), 'int32');
  const lines = matMul(grids, gather(across, offsetsAt(cells + 1)), false, true); // [batch, resolution, width * channels]
  const masks = matMul(gather(down, offsetsAt(cells)), lines); // [batch, height, width * channels]
  return mul(reshape(masks, [batch, ...changes.shape.slice(1)]), changes);
}

function mixed(numbers: Tensor, changes: Tensor, down: Tensor, across: Tensor, hidden: Tensor): Tensor {
  return add(masked(numbers, changes, down, across), hidden);
}

/** Each row of so many numbers, some times in a row. */
function repeated(rows: Float32Array, length: number, times: number): Float32Array {
  if (times === 1) return rows;
  const result = new Float32Array(rows.length * times);
  for (let begin = 0; begin < rows.length; begin += length) {
    for (let time = 0; time < times; time++)
      result.set(rows.subarray(begin, begin + length), begin * times + time * length);
  }
  return result;
}
