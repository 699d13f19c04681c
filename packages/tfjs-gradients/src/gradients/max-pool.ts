import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { backend_util, engine, getBackend, MaxPool, type MaxPoolAttrs, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { axes2d } from '../convolution/axis';
import { maxPoolGradient as composed } from '../convolution/max-pool-gradient';
import { defineGradient } from '../define';
import { firstWinsBackends } from '../first-wins-backends';

/**
 * The first of the largest cells of a window in row-major order takes all of dy, on every backend. With the kernels of
 * stock tfjs it is the first on cpu and the last on wasm.
 */
export const maxPoolGradient = defineGradient<MaxPoolAttrs>({
  kernelName: MaxPool,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [input, output], attributes) => ({
    x: () => {
      if (firstWinsBackends.includes(getBackend())) {
        return engine().runKernel(MaxPoolGrad, { dy, input, output }, attributes as unknown as NamedAttrMap) as Tensor;
      }
      const { filterSize, strides, pad, dimRoundingMode } = attributes;
      const shape = input.shape as [number, number, number, number];
      const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return composed(dy, input, output, axes2d(info));
    },
  }),
});
