import { reshape, reverse, StridedSlice, type StridedSliceAttrs, slice_util, type Tensor } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';
import { spread } from '../arithmetic/spread';
import { defineGradient } from '../define';

/** Puts the gradient of one axis back to the positions begin, begin + stride, ... of an axis of the given length. */
function putBack(dy: Tensor, axis: number, begin: number, stride: number, length: number): Tensor {
  const first = stride > 0 ? begin : begin + (dy.shape[axis] - 1) * stride;
  const ascending = stride > 0 ? dy : reverse(dy, axis);
  const spaced = spread(ascending, axis, Math.abs(stride));
  const after = length - first - spaced.shape[axis];
  return fit(
    spaced,
    spaced.shape.map((_, index): Margin => (index === axis ? [first, after] : [0, 0])),
  );
}

/** The gradient of each element that was picked, at its place, zeros elsewhere. Stock tfjs has none. */
export const stridedSliceGradient = defineGradient<StridedSliceAttrs>({
  kernelName: StridedSlice,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attributes) => ({
    x: () => {
      const { begin, end, strides } = slice_util.sliceInfo(
        x.shape,
        attributes.begin,
        attributes.end,
        attributes.strides,
        attributes.beginMask,
        attributes.endMask,
        attributes.ellipsisMask,
        attributes.newAxisMask,
        attributes.shrinkAxisMask,
      );
      // With the shrunk axes back and without the new ones: one axis for each of x.
      const picked = reshape(
        dy,
        x.shape.map((_, axis) => Math.ceil((end[axis] - begin[axis]) / strides[axis])),
      );
      return x.shape.reduce(
        (result: Tensor, length, axis) => putBack(result, axis, begin[axis], strides[axis], length),
        picked,
      );
    },
  }),
});
