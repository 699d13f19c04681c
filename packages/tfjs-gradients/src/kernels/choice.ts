import { reshape, Select, type Tensor, tidy, where } from '@tensorflow/tfjs-core';
import type { KernelFix } from './kernel-fix';

/** From this rank on, the backends of graphics cards cannot choose. */
const tooManyAxes = 5;

/** `where` of rank 5 and more throws on graphics cards: there, the choice is made in one row. */
export const choiceFix: KernelFix = {
  name: 'choice',
  kernelName: Select,
  backends: ['webgpu', 'webgl'],
  make: (own) =>
    own &&
    ((call) => {
      const { condition, t, e } = call.inputs as Record<string, Tensor>;
      if (t.shape.length < tooManyAxes) return own(call);
      const inRow = (one: Tensor) => reshape(one, [-1]);
      return tidy(() => reshape(where(inRow(condition), inRow(t), inRow(e)), t.shape));
    }),
};
