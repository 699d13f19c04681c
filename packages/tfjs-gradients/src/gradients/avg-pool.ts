import { AvgPool, type AvgPoolAttrs, avgPool, backend_util, type Tensor4D } from '@tensorflow/tfjs-core';
import { averagePoolGradient } from '../convolution/average-pool-gradient';
import { axes2d } from '../convolution/axis';
import { defineGradient } from '../define';

/**
 * Each cell of a window gets 1 / n of dy, n being the cells of the window that lie inside the image. Stock tfjs divides
 * by the size of the whole window at the borders, too.
 */
export const avgPoolGradient = defineGradient<AvgPoolAttrs>({
  kernelName: AvgPool,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { filterSize, strides, pad, dimRoundingMode }) => ({
    x: () => {
      const shape = x.shape as [number, number, number, number];
      const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      return averagePoolGradient(dy, axes2d(info), (image) => avgPool(image as Tensor4D, filterSize, 1, 'valid'));
    },
  }),
});
