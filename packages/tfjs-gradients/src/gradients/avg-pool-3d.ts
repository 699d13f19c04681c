import { AvgPool3D, type AvgPool3DAttrs, avgPool3d, type Tensor5D } from '@tensorflow/tfjs-core';
import { averagePoolGradient } from '../convolution/average-pool-gradient';
import { poolingAxes } from '../convolution/window-axes';
import { defineGradient } from '../define';

/** As for `avgPool`: 1 / n of dy, n being the cells of the window that lie inside. */
export const avgPool3dGradient = defineGradient<AvgPool3DAttrs>({
  kernelName: AvgPool3D,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attributes) => ({
    x: () => {
      return averagePoolGradient(dy, poolingAxes(x.shape, attributes), (image) =>
        avgPool3d(image as Tensor5D, attributes.filterSize, 1, 'valid'),
      );
    },
  }),
});
