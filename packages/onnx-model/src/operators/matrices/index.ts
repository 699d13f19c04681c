import type { Operator } from '../operator';
import { einsum } from './einsum';
import { gemm } from './gemm';
import { matMul } from './mat-mul';

/** Products of matrices. */
export const matrices: Readonly<Record<string, Operator>> = { Einsum: einsum, Gemm: gemm, MatMul: matMul };
