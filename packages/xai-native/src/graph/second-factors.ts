import { sizeOf } from './size-of';
import type { Node, Value } from './value';

const products: ReadonlySet<string> = new Set(['Gemm', 'MatMul', 'com.microsoft:FusedMatMul']);

/** Fewer rows are multiplied by a matrix as it lies. */
const fewRows = 16;

/** The matrices that many rows are multiplied by. */
export function secondFactors(nodes: readonly Node[]): Value[] {
  const factors = nodes
    .filter(({ op, outputs: [output] }) => products.has(op) && rowsOf(output) >= fewRows)
    .map(({ inputs: [, matrix] }) => matrix as Value);
  return [...new Set(factors)].filter(({ shape }) => shape.length === 2);
}

function rowsOf({ shape }: Value): number {
  return sizeOf(shape.slice(0, -1));
}
