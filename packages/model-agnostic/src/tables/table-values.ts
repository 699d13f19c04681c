import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError, wrongValue } from 'xai-base';
import type { Table } from '../explain/explain-tabular';

/** A table on the host. */
export interface TableValues {
  /** Row-major; NaN stands for a missing value. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Reads a table. Missing values are NaN: whether a model takes them is the model's affair.
 *
 * @throws {ShapeError} when it has no rows or columns, or rows of different lengths
 * @throws {ValueError} when it holds anything but numbers, or infinite ones
 */
export async function tableValues(table: Table): Promise<TableValues> {
  const [rows, columns] = shapeOf(table);
  const numbers: ArrayLike<unknown> = table instanceof Tensor ? await table.data() : table.flat();
  const values = new Float32Array(rows * columns);
  for (let at = 0; at < values.length; at++) {
    const value = numbers[at];
    if (!(typeof value === 'number' && (Number.isFinite(value) || Number.isNaN(value)))) {
      const place = `rows[${Math.floor(at / columns)}][${at % columns}]`;
      throw wrongValue(place, value, 'a finite number, or NaN where it is missing');
    }
    values[at] = value;
  }
  return { values, rows, columns };
}

function shapeOf(table: Table): [rows: number, columns: number] {
  const expected = 'rows [rows, columns] of the same length';
  const isTensor = table instanceof Tensor;
  if (!isTensor && !(Array.isArray(table) && table.every(Array.isArray))) throw wrongValue('rows', table, expected);
  const shape = isTensor ? table.shape : [table.length, table[0]?.length ?? 0];
  const isRagged = !isTensor && table.some((row) => row.length !== shape[1]);
  if (shape.length === 2 && shape[0] > 0 && shape[1] > 0 && !isRagged) return [shape[0], shape[1]];
  const message = `rows has shape [${isRagged ? 'ragged' : shape}]; expected ${expected}.`;
  throw new ShapeError(message, { argument: 'rows', value: shape, expected });
}
