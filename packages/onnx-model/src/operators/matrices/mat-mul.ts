import { broadcastTo, expandDims, matMul as multiply, reshape, squeeze, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { broadcastShape, sizeOf } from '../values/indices';

/** `MatMul`, of vectors, matrices and stacks of matrices. */
export const matMul: Operator =
  () =>
  ([a, b]) => {
    reserve([
      ...broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]),
      a.rank < 2 ? 1 : a.shape[a.rank - 2],
      b.rank < 2 ? 1 : b.shape[b.rank - 1],
    ]);
    const left = a.rank === 1 ? expandDims(a.tensor, 0) : a.tensor;
    const right = b.rank === 1 ? expandDims(b.tensor, 1) : b.tensor;
    const added = [...(a.rank === 1 ? [-2] : []), ...(b.rank === 1 ? [-1] : [])];
    const result = product(left, right);
    const axes = added.map((axis) => axis + result.rank);
    return new DeviceValue(axes.length > 0 ? squeeze(result, axes) : result);
  };

/** A product of matrices; a stack times one matrix is one product. */
export function product(left: Tensor, right: Tensor): Tensor {
  if (left.rank === 2) return multiply(left, right);
  if (right.rank > 2) return multiply(...stacked(left, right));
  const inner = left.shape[left.rank - 1];
  const rows = multiply(reshape(left, [left.size / inner, inner]), right);
  return reshape(rows, [...left.shape.slice(0, -1), right.shape[1] as number]);
}

/** Stacks of as many matrices, or of one; TensorFlow.js repeats no others rightly. */
function stacked(left: Tensor, right: Tensor): [Tensor, Tensor] {
  const stacks = [left, right].map(({ shape }) => shape.slice(0, -2));
  const sizes = stacks.map(sizeOf);
  if (sizes[0] === sizes[1] || sizes.includes(1)) return [left, right];
  const stack = broadcastShape(stacks);
  return [
    broadcastTo(left, [...stack, ...left.shape.slice(-2)]),
    broadcastTo(right, [...stack, ...right.shape.slice(-2)]),
  ];
}
