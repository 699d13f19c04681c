import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { engine, getBackend, MaxPool3D, type MaxPool3DAttrs, MaxPool3DGrad } from '@tensorflow/tfjs-core';
import { maxPoolGradient } from '../convolution/max-pool-gradient';
import { poolingAxes } from '../convolution/window-axes';
import { defineGradient } from '../define';
import { firstWinsBackends } from '../first-wins-backends';

/** As for `maxPool`: the first of the largest cells takes all of dy, on every backend. */
export const maxPool3dGradient = defineGradient<MaxPool3DAttrs>({
  kernelName: MaxPool3D,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [input, output], attributes) => ({
    x: () => {
      if (firstWinsBackends.includes(getBackend())) {
        return engine().runKernel(
          MaxPool3DGrad,
          { dy, input, output },
          attributes as unknown as NamedAttrMap,
        ) as Tensor;
      }
      return maxPoolGradient(dy, input, output, poolingAxes(input.shape, attributes));
    },
  }),
});
