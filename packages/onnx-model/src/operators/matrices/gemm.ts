import { add, matMul, mul } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { checkRepeats } from '../values/indices';

/** `Gemm`: alpha A B + beta C, either factor maybe transposed. */
export const gemm: Operator = (node) => {
  const [alpha, beta] = [node.float('alpha', 1), node.float('beta', 1)];
  const [transposeA, transposeB] = [node.int('transA', 0) === 1, node.int('transB', 0) === 1];
  return ([a, b, c]) => {
    const shape = [a.shape[transposeA ? 1 : 0], b.shape[transposeB ? 0 : 1]];
    reserve(shape);
    if (c) checkRepeats(c.shape, shape);
    const product = matMul(a.tensor, b.tensor, transposeA, transposeB);
    const scaled = alpha === 1 ? product : mul(alpha, product);
    if (!c) return new DeviceValue(scaled);
    return new DeviceValue(add(scaled, beta === 1 ? c.tensor : mul(beta, c.tensor)));
  };
};
