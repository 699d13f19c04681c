import {
  add,
  GatherV2,
  type GatherV2Attrs,
  range,
  reshape,
  type Tensor1D,
  transpose,
  unsortedSegmentSum,
  util,
  zeros,
} from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/**
 * The gradients of all copies of an element are added up. Any axis and number of batch axes; stock tfjs knows at most
 * one batch axis, and fails on wasm. The indices have no gradient: zeros.
 */
export const gatherV2Gradient = defineGradient<GatherV2Attrs>({
  kernelName: GatherV2,
  inputsToSave: ['x', 'indices'],
  gradFunc: (dy, [x, indices], { axis, batchDims }) => ({
    x: () => {
      const [along] = util.parseAxisParam(axis, x.shape);
      const batch = util.sizeFromShape(x.shape.slice(0, batchDims));
      const outer = util.sizeFromShape(x.shape.slice(batchDims, along));
      const length = x.shape[along];
      const picks = indices.size / batch;
      const picked = transpose(reshape(dy, [batch, outer, picks, -1]), [0, 2, 1, 3]);
      const offsets = range(0, batch * length, length, 'int32');
      const segments = reshape(add(reshape(indices, [batch, picks]), reshape(offsets, [batch, 1])), [batch * picks]);
      const sums = unsortedSegmentSum(reshape(picked, [batch * picks, -1]), segments as Tensor1D, batch * length);
      return reshape(transpose(reshape(sums, [batch, length, outer, -1]), [0, 2, 1, 3]), x.shape);
    },
    indices: () => zeros(indices.shape),
  }),
});
