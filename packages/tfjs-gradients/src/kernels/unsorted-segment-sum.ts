import { UnsortedSegmentSum, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import type { KernelCall, KernelFix } from './kernel-fix';

/** Adds up the rows of each segment; rows of negative segments are dropped. */
function unsortedSegmentSum({ inputs: { x, segmentIds }, attrs, backend }: KernelCall) {
  const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const rowLength = util.sizeFromShape(rowShape);
  const values = backend.readSync(x.dataId) as Float32Array;
  const segments = backend.readSync(segmentIds.dataId) as Int32Array;
  const sums = util.makeZerosTypedArray(numSegments * rowLength, x.dtype as 'float32');
  segments.forEach((segment, row) => {
    for (let index = 0; segment >= 0 && segment < numSegments && index < rowLength; index++) {
      sums[segment * rowLength + index] += values[row * rowLength + index];
    }
  });
  const shape = [numSegments, ...rowShape];
  return { dataId: backend.write(sums, shape, x.dtype), shape, dtype: x.dtype };
}

/** The wasm backend has no such kernel; the gradient of `gather` needs it. */
export const unsortedSegmentSumFix: KernelFix = {
  name: 'missing',
  kernelName: UnsortedSegmentSum,
  backends: ['wasm'],
  make: (own) => own ?? unsortedSegmentSum,
};
