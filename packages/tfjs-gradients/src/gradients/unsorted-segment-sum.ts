import { gather, greaterEqual, maximum, mul, reshape, scalar, UnsortedSegmentSum, zeros } from '@tensorflow/tfjs-core';
import { defineGradient, float } from '../define';

/** Each row gets the gradient of its segment; rows with a negative segment were dropped and get zeros. */
export const unsortedSegmentSumGradient = defineGradient({
  kernelName: UnsortedSegmentSum,
  inputsToSave: ['segmentIds'],
  gradFunc: (dy, [segmentIds]) => ({
    x: () => {
      const kept = float(greaterEqual(segmentIds, 0));
      const rows = gather(dy, maximum(segmentIds, scalar(0, 'int32')));
      return mul(rows, reshape(kept, [-1, ...dy.shape.slice(1).map(() => 1)]));
    },
    segmentIds: () => zeros(segmentIds.shape),
  }),
});
