import { clone, reshape, sum, type Tensor, Tile, type TileAttrs, util } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The sum over all repetitions, of any rank (stock tfjs stops at 4). */
export const tileGradient = defineGradient<TileAttrs>({
  kernelName: Tile,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { reps }) => ({
    x: () =>
      reps.reduce((gradient: Tensor, times, axis) => {
        if (times === 1) {
          return gradient;
        }
        const copyLength = x.shape[axis] * util.sizeFromShape(gradient.shape.slice(axis + 1));
        const shape = gradient.shape.map((length, other) => (other === axis ? x.shape[axis] : length));
        return reshape(sum(reshape(gradient, [-1, times, copyLength]), 1), shape);
      }, clone(dy)),
  }),
});
