import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';

/** Moves each block of size x size cells into the channels, row by row. */
export function spaceToDepth(x: Tensor, size: number): Tensor {
  const [batch, height, width, channels] = x.shape;
  const rows = (batch * height) / size;
  const blocks = transpose(reshape(x, [rows, size, width / size, size * channels]), [0, 2, 1, 3]);
  return reshape(blocks, [batch, height / size, width / size, size * size * channels]);
}
