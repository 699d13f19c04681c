import { AvgPool, type AvgPoolAttrs, avgPool, type Tensor4D } from '@tensorflow/tfjs-core';
import { averagePoolGradient } from '../convolution/average-pool-gradient';
import { poolingAxes } from '../convolution/window-axes';
import { defineGradient } from '../define';

/**
 * Each cell of a window gets 1 / n of dy, n being the cells of the window that lie inside the image. Stock tfjs divides
 * by the size of the whole window at the borders, too.
 */
export const avgPoolGradient = defineGradient<AvgPoolAttrs>({
  kernelName: AvgPool,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attributes) => ({
    x: () => {
      return averagePoolGradient(dy, poolingAxes(x.shape, attributes), (image) =>
        avgPool(image as Tensor4D, attributes.filterSize, 1, 'valid'),
      );
    },
  }),
});
