import { add, clone, MirrorPad, type MirrorPadAttrs, reverse, slice, type Tensor } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';
import { defineGradient } from '../define';

/** Adds what fell on the two mirrored borders of one axis to the elements they are images of. */
function foldBack(dy: Tensor, axis: number, [before, after]: Margin, edge: number): Tensor {
  const length = dy.shape[axis] - before - after;
  const cut = (begin: number, size: number) => {
    const begins = dy.shape.map((_, index) => (index === axis ? begin : 0));
    return slice(
      dy,
      begins,
      dy.shape.map((whole, index) => (index === axis ? size : whole)),
    );
  };
  const placed = (border: Tensor, begin: number) =>
    fit(
      reverse(border, axis),
      dy.shape.map((_, index): Margin => (index === axis ? [begin, length - begin - border.shape[axis]] : [0, 0])),
    );
  let folded = cut(before, length);
  folded = before > 0 ? add(folded, placed(cut(0, before), edge)) : folded;
  return after > 0 ? add(folded, placed(cut(before + length, after), length - edge - after)) : folded;
}

/**
 * Each padded element is the image of one inside: its gradient is added there. Stock tfjs drops what falls on the
 * padding.
 */
export const mirrorPadGradient = defineGradient<MirrorPadAttrs>({
  kernelName: MirrorPad,
  gradFunc: (dy, _, { paddings, mode }) => ({
    x: () => {
      const edge = mode === 'reflect' ? 1 : 0;
      return paddings.reduce((folded: Tensor, padding, axis) => foldBack(folded, axis, padding, edge), clone(dy));
    },
  }),
});
