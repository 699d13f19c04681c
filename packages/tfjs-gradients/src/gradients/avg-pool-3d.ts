import { AvgPool3D, type AvgPool3DAttrs, avgPool3d, backend_util, type Tensor5D } from '@tensorflow/tfjs-core';
import { averagePoolGradient } from '../convolution/average-pool-gradient';
import { axes3d } from '../convolution/axis';
import { defineGradient } from '../define';

/** As for `avgPool`: 1 / n of dy, n being the cells of the window that lie inside. */
export const avgPool3dGradient = defineGradient<AvgPool3DAttrs>({
  kernelName: AvgPool3D,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { filterSize, strides, pad, dimRoundingMode }) => ({
    x: () => {
      const shape = x.shape as [number, number, number, number, number];
      const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return averagePoolGradient(dy, axes3d(info), (image) => avgPool3d(image as Tensor5D, filterSize, 1, 'valid'));
    },
  }),
});
