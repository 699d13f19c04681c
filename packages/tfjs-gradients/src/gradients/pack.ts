import { Pack, type PackAttrs, reshape, slice } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** Each stacked tensor gets its layer of the gradient. */
export const packGradient = defineGradient<PackAttrs>({
  kernelName: Pack,
  saveAllInputs: true,
  gradFunc: (dy, layers, { axis }) => {
    const along = axis < 0 ? axis + dy.rank : axis;
    const entries = layers.map(({ shape }, index) => {
      const begin = dy.shape.map((_, other) => (other === along ? index : 0));
      const size = dy.shape.map((length, other) => (other === along ? 1 : length));
      return [index, () => reshape(slice(dy, begin, size), shape)] as const;
    });
    return Object.fromEntries(entries);
  },
});
