import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { engine, getBackend, MaxPool, type MaxPoolAttrs, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { maxPoolGradient as composed } from '../convolution/max-pool-gradient';
import { poolingAxes } from '../convolution/window-axes';
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
      return composed(dy, input, output, poolingAxes(input.shape, attributes));
    },
  }),
});
