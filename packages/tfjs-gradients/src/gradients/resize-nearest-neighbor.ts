import { image, ResizeNearestNeighbor, type ResizeNearestNeighborAttrs } from '@tensorflow/tfjs-core';
import { resizeGradient } from '../arithmetic/resize-gradient';
import { defineGradient } from '../define';

/** Each pixel gets the gradients of its copies, with or without aligned corners and half pixel centers. */
export const resizeNearestNeighborGradient = defineGradient<ResizeNearestNeighborAttrs>({
  kernelName: ResizeNearestNeighbor,
  inputsToSave: ['images'],
  gradFunc: (dy, [images], { alignCorners, halfPixelCenters }) => ({
    images: () =>
      resizeGradient(dy, images.shape, (x, size) =>
        image.resizeNearestNeighbor(x, size, alignCorners, halfPixelCenters),
      ),
  }),
});
