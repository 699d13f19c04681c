import { image, ResizeBilinear, type ResizeBilinearAttrs } from '@tensorflow/tfjs-core';
import { resizeGradient } from '../arithmetic/resize-gradient';
import { defineGradient } from '../define';

/** The transpose of the interpolation, with or without aligned corners and half pixel centers. */
export const resizeBilinearGradient = defineGradient<ResizeBilinearAttrs>({
  kernelName: ResizeBilinear,
  inputsToSave: ['images'],
  gradFunc: (dy, [images], { alignCorners, halfPixelCenters }) => ({
    images: () =>
      resizeGradient(dy, images.shape, (x, size) => image.resizeBilinear(x, size, alignCorners, halfPixelCenters)),
  }),
});
