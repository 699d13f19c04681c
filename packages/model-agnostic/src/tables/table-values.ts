import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from 'xai-base';
import type { Table } from '../explain/explain-tabular';

/** A table on the host. */
export interface TableValues {
  /** Row-major. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** @throws {ShapeError} when it has no rows or columns, or rows of different lengths */
export async function tableValues(table: Table): Promise<TableValues> {
  const shape = table instanceof Tensor ? table.shape : [table.length, table[0]?.length ?? 0];
  const isRagged = !(table instanceof Tensor) && table.some((row) => row.length !== shape[1]);
  if (shape.length !== 2 || shape[0] === 0 || shape[1] === 0 || isRagged) {
    const expected = 'rows [rows, columns] of the same length';
    const message = `rows has shape [${isRagged ? 'ragged' : shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'rows', value: shape, expected });
  }
  const numbers = table instanceof Tensor ? await table.data() : table.flat();
  return { values: Float32Array.from(numbers as ArrayLike<number>), rows: shape[0], columns: shape[1] };
}
