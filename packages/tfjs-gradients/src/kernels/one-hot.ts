import { add, cast, mul, OneHot, type OneHotAttrs, oneHot, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { KernelFix } from './kernel-fix';

/** The wasm backend writes integers, whatever the rows are to hold: `oneHot(..., 'float32')` gives the bits of integers as numbers. */
export const oneHotFix: KernelFix = {
  name: 'one-hot',
  kernelName: OneHot,
  backends: ['wasm'],
  make: (own) =>
    own &&
    ((call) => {
      const { dtype, depth, onValue, offValue } = call.attrs as unknown as OneHotAttrs;
      if (dtype === 'int32') return own(call);
      return tidy(() => {
        const isOn = oneHot(call.inputs.indices as Tensor, depth, 1, 0, 'int32');
        return cast(add(mul(cast(isOn, 'float32'), onValue - offValue), offValue), dtype);
      });
    }),
};
