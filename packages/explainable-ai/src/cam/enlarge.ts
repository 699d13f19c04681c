import { gather, matMul, reshape, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { cellAt, type ReceptiveField, sizeOf } from 'xai-base';

/** The map `[batch, ..., 1]` stretched to the size of the input, each place with the value of the cell that it lies in. */
export function stretched(map: Tensor, shape: readonly number[]): Tensor {
  return shape.slice(1, -1).reduce((enlarged: Tensor, length, index) => {
    const cells = map.shape[index + 1];
    const nearest = Array.from({ length }, (_, place) => Math.floor((place * cells) / length));
    return gather(enlarged, tensor1d(nearest, 'int32'), index + 1);
  }, map);
}

/**
 * The map `[batch, ..., 1]` laid over the input where its cells look: linear between the centres of their receptive fields, and
 * down to zero within one step beyond the outermost.
 */
export function placed(map: Tensor, shape: readonly number[], field: ReceptiveField): Tensor {
  return shape.slice(1, -1).reduce((enlarged: Tensor, length, index) => {
    const cells = map.shape[index + 1];
    const weights = Array.from({ length }, (_, place) => {
      const at = cellAt(field, index, place + 0.5);
      return Array.from({ length: cells }, (_, cell) => Math.max(0, 1 - Math.abs(cell - at)));
    });
    const before = enlarged.shape.slice(0, index + 1);
    const after = enlarged.shape.slice(index + 2);
    const lines = reshape(enlarged, [sizeOf(before), cells, sizeOf(after)]);
    return reshape(matMul(tensor2d(weights), lines), [...before, length, ...after]);
  }, map);
}
