import { Slice, type SliceAttrs, slice_util } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';
import { defineGradient } from '../define';

/** The gradient at its place, zeros around it. */
export const sliceGradient = defineGradient<SliceAttrs>({
  kernelName: Slice,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { begin, size }) => ({
    x: () => {
      const [begins, sizes] = slice_util.parseSliceParams(x, begin, size);
      return fit(
        dy,
        x.shape.map((length, axis): Margin => [begins[axis], length - begins[axis] - sizes[axis]]),
      );
    },
  }),
});
