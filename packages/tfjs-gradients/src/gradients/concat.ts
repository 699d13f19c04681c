import { Concat, type ConcatAttrs, slice, util } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** Each part gets its slice of the gradient. */
export const concatGradient = defineGradient<ConcatAttrs>({
  kernelName: Concat,
  saveAllInputs: true,
  gradFunc: (dy, parts, { axis }) => {
    const [along] = util.parseAxisParam(axis, parts[0].shape);
    let end = 0;
    const entries = parts.map(({ shape }, index) => {
      const begin = shape.map((_, other) => (other === along ? end : 0));
      end += shape[along];
      return [index, () => slice(dy, begin, shape)] as const;
    });
    return Object.fromEntries(entries);
  },
});
