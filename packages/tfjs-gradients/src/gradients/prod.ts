import { cumprod, mul, Prod, type ProdAttrs, reshape } from '@tensorflow/tfjs-core';
import { reducedAxes } from '../arithmetic/expand-reduced';
import { flattenReduced, unflattenReduced } from '../arithmetic/flatten-reduced';
import { defineGradient } from '../define';

/** d prod(x) / dx_i = the product of all others: of those before i times of those after, so that zeros do no harm. */
export const prodGradient = defineGradient<ProdAttrs>({
  kernelName: Prod,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { axis }) => ({
    x: () => {
      const axes = reducedAxes(axis, x.shape);
      const rows = flattenReduced(x, axes); // [kept, reduced]
      const others = mul(cumprod(rows, 1, true, false), cumprod(rows, 1, true, true));
      return unflattenReduced(mul(others, reshape(dy, [-1, 1])), x.shape, axes);
    },
  }),
});
