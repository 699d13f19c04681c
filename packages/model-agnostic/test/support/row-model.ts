import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';

/** A model of rows, by a function of one row. */
export function rowModel(output: (row: number[]) => number | number[]): (x: Tensor) => Promise<Tensor> {
  return async (x) => tensor2d(((await x.array()) as number[][]).map((row) => [output(row)].flat()));
}

/** A model that notes the rows that it sees. */
export class WatchedRows {
  readonly rows: number[][] = [];

  constructor(private readonly output: (row: number[]) => number) {}

  readonly call = rowModel((row) => {
    this.rows.push(row);
    return this.output(row);
  });
}
