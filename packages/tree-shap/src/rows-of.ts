import type { Tensor } from '@tensorflow/tfjs-core';

/** The rows of a tensor `[rows, columns]`. */
export async function rowsOf(tensor: Tensor): Promise<ArrayLike<number>[]> {
  const [rows, columns] = tensor.shape;
  const values = await tensor.data();
  return Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));
}
